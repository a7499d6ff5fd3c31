// SPDX-License-Identifier: MIT
// Attack: opens raw sockets and packet sockets, and one in a user namespace of its own, to forge
// segments or to read the capture's marks.
// Right: each is refused.
#include <arpa/inet.h>
#include <linux/if_ether.h>
#include <netinet/in.h>
#include <sched.h>
#include <sys/socket.h>
#include <unistd.h>

#include "attack.h"

static void try_all(void)
{
    Tell(socket(AF_INET, SOCK_RAW, IPPROTO_RAW) >= 0, "opening a raw socket");
    Tell(socket(AF_INET, SOCK_RAW, IPPROTO_TCP) >= 0, "opening a raw socket for TCP");
    Tell(socket(AF_INET6, SOCK_RAW, IPPROTO_TCP) >= 0, "opening a raw socket for IPv6");
    Tell(socket(AF_PACKET, SOCK_RAW, htons(ETH_P_ALL)) >= 0, "opening a packet socket");
    Tell(socket(AF_PACKET, SOCK_DGRAM, htons(ETH_P_IP)) >= 0, "opening a cooked packet socket");
}

int main(int argc, char **argv)
{
    if (argc < 2)
        return 2;
    Begin();
    try_all();
    Tried("opening raw sockets");
    if (ForkBounded(10) == 0) {
        if (unshare(CLONE_NEWUSER) == 0)
            try_all();
        _exit(0);
    }
    Serve(Listen(argv[1]));
}
