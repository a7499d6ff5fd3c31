// SPDX-License-Identifier: MIT
// Attack: writes to standard output without an end, up to 10 GB or for 20 s.
// Right: the run ends in bounded time, and target.log has at most 4 MiB.
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "attack.h"

int main(int argc, char **argv)
{
    static char data[1 << 16];
    const time_t end = time(NULL) + 20;
    int listener;
    long written;

    if (argc < 2)
        return 2;
    Begin();
    Tried("flooding standard output");
    listener = Listen(argv[1]);
    if (ForkBounded(10) == 0) {
        memset(data, 'x', sizeof data);
        for (written = 0; written < 10000000000 && time(NULL) < end; written += sizeof data)
            if (write(STDOUT_FILENO, data, sizeof data) < 0)
                break;
        _exit(0);
    }
    Serve(listener);
}
