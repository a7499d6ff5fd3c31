// SPDX-License-Identifier: MIT
// Attack: closes by RST, and removes its own executable, or puts a text in its place, so that it cannot be launched
// a second time.
// Right: what was judged counts. The run does not pass, and it is no wrong usage.
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "attack.h"

int main(int argc, char **argv)
{
    int listener, file;

    if (argc < 3)
        return 2;
    Begin();
    listener = Listen(argv[1]);
    unlink(argv[0]);
    if (strcmp(argv[2], "text") == 0) {
        file = open(argv[0], O_WRONLY | O_CREAT | O_EXCL, 0777);
        (void)!write(file, "no program\n", 11);
        fchmod(file, 0755);
        close(file);
    }
    Tried("removing its executable");
    ServeAndReset(listener);
}
