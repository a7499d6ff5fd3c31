// SPDX-License-Identifier: MIT
// Attack: closes by RST, and sends datagrams of 60 KB to its own port on the loopback for as long as
// it lives, up to 1 GB or for 20 s. Its client has to wait for 2 s.
// Right: time and files stay bounded. The run does not pass, and says why.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "attack.h"

static void flood(int port)
{
    static char data[60000];
    const time_t end = time(NULL) + 20;
    struct sockaddr_in address = {0};
    int sender = socket(AF_INET, SOCK_DGRAM, 0), receiver = socket(AF_INET, SOCK_DGRAM, 0);
    long sent;

    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(port);
    (void)!bind(receiver, (struct sockaddr *)&address, sizeof address);
    for (sent = 0; sent < 1000000000 && time(NULL) < end; sent += sizeof data)
        (void)!sendto(sender, data, sizeof data, 0, (struct sockaddr *)&address, sizeof address);
}

int main(int argc, char **argv)
{
    int listener;

    if (argc < 2)
        return 2;
    Begin();
    listener = Listen(argv[1]);
    Tried("flooding the loopback");
    if (ForkBounded(10) == 0) {
        flood(atoi(argv[1]));
        _exit(0);
    }
    sleep(2); /* its client waits */
    ServeAndReset(listener);
}
