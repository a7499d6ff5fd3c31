// SPDX-License-Identifier: MIT
// Attack: leaves a daemon (setsid, two forks) that ignores every signal it can, keeps the port and
// the standard streams, and follows no parent.
// Right: the run ends in bounded time, and the daemon is not left behind.
#include <signal.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "attack.h"

int main(int argc, char **argv)
{
    int listener, number;

    if (argc < 2)
        return 2;
    Begin();
    listener = Listen(argv[1]);
    if (BecomeDaemon()) {
        for (number = 1; number < 65; number++)
            if (number != SIGALRM)
                signal(number, SIG_IGN);
        prctl(PR_SET_PDEATHSIG, 0, 0, 0, 0);
        for (;;)
            pause();
    }
    Tried("leaving a daemon");
    Serve(listener);
}
