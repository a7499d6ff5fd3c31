// SPDX-License-Identifier: MIT
// Fault: has a table of three clients and never uses an entry again: after the third client it goes
// on running and accepts nobody.
// Caught by: stops-serving (the fourth client).
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#define MAX_CLIENTS 3

struct client {
    size_t got, sent; /* what came, and how much of it went back */
    char buf[4096];
};

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

/* Reads or sends once; 0 when the client is done. */
static int serve(int fd, struct client *c)
{
    ssize_t n;

    if (c->sent == c->got) {
        n = recv(fd, c->buf, sizeof c->buf, 0);
        if (n <= 0)
            return n < 0 && errno == EAGAIN;
        c->got = n;
        c->sent = 0;
    }
    n = send(fd, c->buf + c->sent, c->got - c->sent, MSG_NOSIGNAL);
    if (n < 0)
        return errno == EAGAIN;
    c->sent += n;
    return 1;
}

int main(int argc, char **argv)
{
    static struct client clients[MAX_CLIENTS];
    struct pollfd fds[MAX_CLIENTS + 1];
    int count = 0, i;

    if (argc != 2) {
        fprintf(stderr, "usage: %s PORT\n", argv[0]);
        return 2;
    }
    fds[MAX_CLIENTS].fd = listen_on(argv[1]);
    fcntl(fds[MAX_CLIENTS].fd, F_SETFL, O_NONBLOCK);
    for (i = 0; i < MAX_CLIENTS; i++)
        fds[i].fd = -1; /* nobody there: poll() passes over it */
    for (;;) {
        fds[MAX_CLIENTS].events = count < MAX_CLIENTS ? POLLIN : 0;
        for (i = 0; i < count; i++)
            fds[i].events = clients[i].sent < clients[i].got ? POLLOUT : POLLIN;
        if (poll(fds, MAX_CLIENTS + 1, -1) < 0)
            continue;
        for (i = 0; i < count; i++) {
            if (fds[i].fd >= 0 && fds[i].revents != 0 && !serve(fds[i].fd, &clients[i])) {
                close(fds[i].fd);
                fds[i].fd = -1;
            }
        }
        if (fds[MAX_CLIENTS].revents != 0) {
            int client = accept(fds[MAX_CLIENTS].fd, NULL, NULL);

            if (client < 0) {
                usleep(50000); /* out of descriptors, maybe: try again a bit later */
                continue;
            }
            fcntl(client, F_SETFL, O_NONBLOCK);
            fds[count++].fd = client;
        }
    }
}
