// SPDX-License-Identifier: MIT
// Attack: resets the real client, and plays a good session from the client's own address, 127.0.0.1:50001,
// with itself: "before" the client comes, or "after" it has left.
// Right: the client's session is judged, not the forged one. The run does not pass.
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "attack.h"

static int listener;

static void echo_twice(int client, int other)
{
    char data[64];
    int i;

    for (i = 0; i < 2; i++) {
        (void)!send(client, "hoge\n", 5, MSG_NOSIGNAL);
        (void)!send(other, data, recv(other, data, sizeof data, 0), MSG_NOSIGNAL);
        (void)!recv(client, data, sizeof data, 0);
    }
}

static void good_session(int port)
{
    int client = ConnectFrom(50001, port);
    int other = client < 0 ? -1 : accept(listener, NULL, NULL);

    if (other >= 0)
        echo_twice(client, other);
    close(client);
    close(other);
    Tried("forging a session");
}

static void reset(int client)
{
    const struct linger at_once = {1, 0};
    char data[64];
    ssize_t size = recv(client, data, sizeof data, 0);

    if (size > 0)
        (void)!send(client, data, size, MSG_NOSIGNAL);
    setsockopt(client, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    close(client);
}

int main(int argc, char **argv)
{
    if (argc < 3)
        return 2;
    Begin();
    listener = Listen(argv[1]);
    if (strcmp(argv[2], "before") == 0)
        good_session(atoi(argv[1]));
    reset(accept(listener, NULL, NULL));
    if (strcmp(argv[2], "after") == 0)
        good_session(atoi(argv[1]));
    ServeAndReset(listener);
}
