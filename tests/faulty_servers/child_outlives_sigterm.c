// SPDX-License-Identifier: MIT
// Fault: tells nobody when it ends: SIGTERM ends the parent, and each child goes on serving its
// client.
// Caught by: child-outlives-sigterm (SIGTERM while a client is connected).
#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

static int listen_on(const char *port)
{
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    int on = 1;
    struct sockaddr_in address = {0};

    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    address.sin_family = AF_INET;
    address.sin_port = htons(atoi(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (bind(listener, (struct sockaddr *)&address, sizeof address) < 0 ||
        listen(listener, SOMAXCONN) < 0) {
        perror("cannot listen");
        exit(1);
    }
    return listener;
}

/* send() may take only a part of it. */
static int send_all(int fd, const char *data, size_t size)
{
    while (size > 0) {
        ssize_t n = send(fd, data, size, MSG_NOSIGNAL);
        if (n < 0)
            return -1;
        data += n;
        size -= n;
    }
    return 0;
}

static void serve(int client)
{
    char buf[4096];
    ssize_t n;

    while ((n = read(client, buf, sizeof buf)) > 0 && send_all(client, buf, n) == 0)
        ;
    close(client);
}

int main(int argc, char **argv)
{
    int listener;

    if (argc != 2) {
        fprintf(stderr, "usage: %s PORT\n", argv[0]);
        return 2;
    }
    listener = listen_on(argv[1]);
    signal(SIGCHLD, SIG_IGN); /* nobody waits for the children */
    for (;;) {
        int client = accept(listener, NULL, NULL);

        if (client < 0) {
            usleep(50000); /* out of descriptors, maybe: try again a bit later */
            continue;
        }
        if (fork() == 0) {
            close(listener);
            serve(client);
            exit(0);
        }
        close(client);
    }
}
