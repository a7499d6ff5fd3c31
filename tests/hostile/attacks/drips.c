// SPDX-License-Identifier: MIT
// Attack: sends the echo one byte at a time, and then one byte more every 200 ms without an end, so
// that there is always progress and no deadline ends.
// Right: the run fails in bounded time.
#include <poll.h>
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
    Tried("dripping");
    for (;;) {
        int client = accept(listener, NULL, NULL);
        char byte = 'h';

        while (send(client, &byte, 1, MSG_NOSIGNAL) == 1) {
            recv(client, &byte, 1, MSG_DONTWAIT);
            usleep(200000);
        }
        close(client);
    }
}
