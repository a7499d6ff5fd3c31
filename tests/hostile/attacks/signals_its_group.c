// SPDX-License-Identifier: MIT
// Attack: sends SIGSTOP and SIGTTOU to its parent, to its process group and to its session, when its
// first client comes. In a private arena its parent is 0, which means its own group.
// Right: the run fails in bounded time. On the host's network it does not pass.
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include "attack.h"

int main(int argc, char **argv)
{
    int listener;

    if (argc < 2)
        return 2;
    Begin();
    listener = Listen(argv[1]);
    (void)!accept(listener, NULL, NULL);
    Tried("stopping its parent and its group");
    kill(getppid(), SIGTTOU);
    kill(getppid(), SIGSTOP);
    kill(-getsid(0), SIGSTOP);
    kill(0, SIGSTOP);
    ServeAndReset(listener);
}
