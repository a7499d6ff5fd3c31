// SPDX-License-Identifier: MIT
// Attack: stops itself for ever: by the signal that is its second argument, or by reading from a
// terminal that is not there.
// Right: the run fails in bounded time. Nothing is left behind.
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
    listener = Listen(argv[1]);
    Tried("stopping itself");
    (void)!accept(listener, NULL, NULL);
    for (;;) {
        kill(getpid(), atoi(argv[2]));
        usleep(100000); /* an orphaned process group ignores the signals of terminals */
    }
}
