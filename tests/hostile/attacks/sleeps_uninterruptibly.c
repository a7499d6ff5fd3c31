// SPDX-License-Identifier: MIT
// Attack: keeps a child in uninterruptible sleep (state D): it waits for the end of a vfork() whose
// child never ends. Neither of the two obeys SIGTERM. Otherwise it is correct.
// Right: target.terminates warns. The run ends in bounded time, and nothing is left behind.
#include <signal.h>
#include <unistd.h>

#include "attack.h"

int main(int argc, char **argv)
{
    int listener;

    if (argc < 2)
        return 2;
    Begin();
    listener = Listen(argv[1]);
    if (ForkBounded(10) == 0) {
        close(listener);
        signal(SIGTERM, SIG_IGN);
        if (vfork() == 0)
            for (;;)
                pause();
        _exit(0);
    }
    Tried("sleeping uninterruptibly");
    Serve(listener);
}
