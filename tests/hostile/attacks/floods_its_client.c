// SPDX-License-Identifier: MIT
// Attack: answers its client with bytes without an end, up to 1 GB a client.
// Right: the run fails in bounded time, and its files stay bounded.
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "attack.h"

int main(int argc, char **argv)
{
    static char data[1 << 16];
    int listener;

    if (argc < 2)
        return 2;
    Begin();
    listener = Listen(argv[1]);
    Tried("flooding its client");
    for (;;) {
        int client = accept(listener, NULL, NULL);
        long sent = 0;
        ssize_t size = recv(client, data, sizeof data, 0);

        while (size > 0 && sent < 1000000000) {
            size = send(client, data, sizeof data, MSG_NOSIGNAL);
            sent += size;
        }
        close(client);
    }
}
