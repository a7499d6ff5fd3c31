// SPDX-License-Identifier: MIT
// Attack: uses every descriptor that it inherited, beyond the standard streams: it looks for the
// capture, the run folder and the pipes of echocheck.
// Right: there are none. (In /proc/self/fd there is the one that lists them.)
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "attack.h"

int main(int argc, char **argv)
{
    int inherited[32], count = 0, number;

    if (argc < 2)
        return 2;
    for (number = 3; number < 1024 && count < 32; number++)
        if (fcntl(number, F_GETFD) >= 0)
            inherited[count++] = number;
    Begin();
    while (count > 0) {
        char link[64], name[256] = "";

        snprintf(link, sizeof link, "/proc/self/fd/%d", inherited[--count]);
        (void)!readlink(link, name, sizeof name - 1);
        Tell(1, name);
    }
    Tried("using inherited descriptors");
    Serve(Listen(argv[1]));
}
