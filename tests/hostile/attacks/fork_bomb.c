// SPDX-License-Identifier: MIT
// Attack: forks, and each child forks, as fast as they can, up to 400 processes; "ignore" lets them
// ignore SIGTERM. They burn no processor time then, but they stay.
// Right: the run ends in bounded time, and no process is left behind.
#include <signal.h>
#include <unistd.h>

#include "attack.h"

int main(int argc, char **argv)
{
    int listener;

    if (argc < 2)
        return 2;
    Begin();
    if (argc > 2)
        signal(SIGTERM, SIG_IGN);
    listener = Listen(argv[1]);
    if (ForkBounded(400) == 0) {
        while (ForkBounded(400) >= 0)
            ;
        for (;;)
            pause();
    }
    Tried("a fork bomb");
    Serve(listener);
}
