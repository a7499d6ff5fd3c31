// SPDX-License-Identifier: MIT
// Attack: forks and ends processes all the time (at most 4 alive, for at most 50 s), so that a list of
// its processes is wrong as soon as it is made, and never all of them sleep.
// Right: the run ends in bounded time, and no process is left behind.
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "attack.h"

int main(int argc, char **argv)
{
    const time_t end = time(NULL) + 50;
    int listener;

    if (argc < 2)
        return 2;
    Begin();
    Tried("making and ending processes");
    listener = Listen(argv[1]);
    if (ForkBounded(1000000) == 0) {
        while (time(NULL) < end) {
            if (ForkBounded(1000000) == 0) {
                setsid();
                if (ForkBounded(1000000) == 0)
                    usleep(500);
                _exit(0);
            }
            wait(NULL);
        }
        _exit(0);
    }
    Serve(listener);
}
