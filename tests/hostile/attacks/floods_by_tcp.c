// SPDX-License-Identifier: MIT
// Attack: closes by RST, and sends up to 1 GB (500 MB there and back) to itself over TCP, for at most
// 20 s: to the port that is judged, on 127.0.0.2. Its client has to wait for 250 MB of it, or for 3 s.
// Right: time and files stay bounded. The run does not pass, and says why.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "attack.h"

/* Two sockets that are connected through the loopback. */
static void connect_pair(int port, int *pair)
{
    struct sockaddr_in address = {0};
    int on = 1, listener = socket(AF_INET, SOCK_STREAM, 0);

    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK + 1);
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    pair[0] = socket(AF_INET, SOCK_STREAM, 0);
    if (bind(listener, (struct sockaddr *)&address, sizeof address) < 0 || listen(listener, 1) < 0 ||
        connect(pair[0], (struct sockaddr *)&address, sizeof address) < 0)
        exit(1);
    pair[1] = accept(listener, NULL, NULL);
    close(listener);
}

static void flood(const int *pair, int enough)
{
    static char data[1 << 16];
    const time_t end = time(NULL) + 20;
    long sent;
    int i;

    for (sent = 0; sent < 500000000 && time(NULL) < end; sent += sizeof data) {
        for (i = 0; i < 2; i++)
            if (send(pair[i], data, sizeof data, MSG_NOSIGNAL) < 0 ||
                recv(pair[!i], data, sizeof data, MSG_WAITALL) <= 0)
                exit(1);
        if (sent > 250000000)
            close(enough);
    }
    exit(0);
}

int main(int argc, char **argv)
{
    int listener, pair[2], ends[2];
    struct pollfd enough;

    if (argc < 2 || pipe(ends) != 0)
        return 2;
    Begin();
    connect_pair(atoi(argv[1]), pair);
    listener = Listen(argv[1]);
    Tried("flooding the judged port");
    if (ForkBounded(10) == 0)
        flood(pair, ends[1]);
    close(ends[1]);
    enough = (struct pollfd){ends[0], POLLIN, 0};
    poll(&enough, 1, 3000);
    ServeAndReset(listener);
}
