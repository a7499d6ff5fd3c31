// SPDX-License-Identifier: MIT
// Attack: binds the ports 50001 to 50010 of the clients, on every address, so that no client can
// bind its own.
// Right: in a private arena the run fails and names the cause. On the host's network it does not pass.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include "attack.h"

int main(int argc, char **argv)
{
    int port;

    if (argc < 2)
        return 2;
    Begin();
    for (port = 50001; port <= 50010; port++) {
        struct sockaddr_in address = {0};
        int taken = socket(AF_INET, SOCK_STREAM, 0);

        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        if (bind(taken, (struct sockaddr *)&address, sizeof address) == 0)
            listen(taken, 1);
    }
    Tried("taking the ports of the clients");
    ServeAndReset(Listen(argv[1]));
}
