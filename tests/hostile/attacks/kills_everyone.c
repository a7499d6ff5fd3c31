// SPDX-License-Identifier: MIT
// Attack: sends a signal to every process that it may reach, by kill(-1), when its first client
// comes. The second argument is the signal's number.
// Right: in a private arena nothing but its own processes is there, and the run ends as if the server
// had ended. On the host's network echocheck may die by it, but nothing is left behind.
#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "attack.h"

int main(int argc, char **argv)
{
    int listener;

    if (argc < 3)
        return 2;
    Begin();
    if (ForkBounded(10) == 0)
        for (;;)
            pause();
    listener = Listen(argv[1]);
    (void)!accept(listener, NULL, NULL);
    Tried("killing everyone");
    kill(-1, atoi(argv[2]));
    kill(getppid() > 1 ? getppid() : getpid(), atoi(argv[2]));
    ServeAndReset(listener);
}
