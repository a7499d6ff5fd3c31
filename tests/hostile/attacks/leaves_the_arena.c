// SPDX-License-Identifier: MIT
// Attack: connects to a server of the host's loopback, whose port is its second argument, and to its
// abstract socket \0hostile-host.
// Right: in a private arena each is refused.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/un.h>

#include "attack.h"

int main(int argc, char **argv)
{
    struct sockaddr_un address = {AF_UNIX, "\0hostile-host"};
    int local = socket(AF_UNIX, SOCK_STREAM, 0);

    if (argc < 3)
        return 2;
    Begin();
    Tell(ConnectFrom(0, atoi(argv[2])) >= 0, "connecting to the host's loopback");
    Tell(connect(local, (struct sockaddr *)&address, sizeof(sa_family_t) + 13) == 0,
         "connecting to an abstract socket of the host");
    Tried("leaving the arena");
    Serve(Listen(argv[1]));
}
