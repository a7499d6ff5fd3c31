// SPDX-License-Identifier: MIT
// Attack: lets one of its children trace it, and stop it when the first client comes. A process that its
// tracer stopped neither sleeps nor runs, and SIGTERM and SIGCONT do not reach it.
// Right: the run fails in bounded time, and nothing is left behind.
#include <signal.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "attack.h"

static void stop(pid_t traced, int tell)
{
    if (ptrace(PTRACE_SEIZE, traced, NULL, NULL) != 0)
        Tell(1, "being refused to trace its own parent: there was no attack");
    ptrace(PTRACE_INTERRUPT, traced, NULL, NULL);
    waitpid(traced, NULL, __WALL);
    Tried("stopping as a tracer");
    close(tell);
    for (;;)
        pause();
}

int main(int argc, char **argv)
{
    int listener, ends[2];
    char byte;

    if (argc < 2 || pipe(ends) != 0)
        return 2;
    Begin();
    listener = Listen(argv[1]);
    (void)!accept(listener, NULL, NULL);
    prctl(PR_SET_PTRACER, PR_SET_PTRACER_ANY, 0, 0, 0);
    if (ForkBounded(10) == 0) {
        signal(SIGTERM, SIG_IGN);
        stop(getppid(), ends[1]);
    }
    close(ends[1]);
    (void)!read(ends[0], &byte, 1); /* stopped in here */
    Serve(listener);
}
