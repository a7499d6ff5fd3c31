// SPDX-License-Identifier: MIT
// Attack: at SIGTERM it forks ten processes that ignore SIGTERM and fork once more, and stays itself.
// Right: target.terminates warns. The run ends in bounded time, and no process is left behind.
#include <signal.h>
#include <unistd.h>

#include "attack.h"

static void at_sigterm(int number)
{
    int i;

    (void)number;
    for (i = 0; i < 10; i++)
        if (ForkBounded(40) == 0) {
            signal(SIGTERM, SIG_IGN);
            ForkBounded(40);
            for (;;)
                pause();
        }
    Tried("forking at SIGTERM");
}

int main(int argc, char **argv)
{
    if (argc < 2)
        return 2;
    Begin();
    signal(SIGTERM, at_sigterm);
    signal(SIGINT, at_sigterm);
    Serve(Listen(argv[1]));
}
