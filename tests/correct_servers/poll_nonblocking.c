// SPDX-License-Identifier: MIT
// Correct: one thread with poll() and non-blocking sockets; each client has an output buffer, and
// is read from again when that is empty.
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#define MAX_CLIENTS 4096

struct client {
    size_t got, sent; /* what came, and how much of it went back */
    char buf[16384];
};

/* The listener is at 0; the client of fds[i] is clients[i]. */
static struct pollfd fds[1 + MAX_CLIENTS];
static struct client *clients[1 + MAX_CLIENTS];
static int count = 1;

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

static int add_client(int fd)
{
    struct client *c = fd < 0 ? NULL : calloc(1, sizeof *c);

    if (c == NULL) {
        if (fd >= 0)
            close(fd);
        return -1;
    }
    fcntl(fd, F_SETFL, O_NONBLOCK);
    fds[count].fd = fd;
    fds[count].revents = 0;
    clients[count++] = c;
    return 0;
}

static void remove_client(int i)
{
    close(fds[i].fd);
    free(clients[i]);
    count--;
    fds[i] = fds[count]; /* the last one takes its place */
    clients[i] = clients[count];
}

int main(int argc, char **argv)
{
    int i, pause = 0;
    struct rlimit limit;

    if (argc != 2) {
        fprintf(stderr, "usage: %s PORT\n", argv[0]);
        return 2;
    }
    /* a descriptor for each client: as many as we may have */
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
    fds[0].fd = listen_on(argv[1]);
    fcntl(fds[0].fd, F_SETFL, O_NONBLOCK);
    for (;;) {
        fds[0].events = pause || count > MAX_CLIENTS ? 0 : POLLIN;
        for (i = 1; i < count; i++) /* read on only when all of the last has gone back */
            fds[i].events = clients[i]->sent < clients[i]->got ? POLLOUT : POLLIN;
        if (poll(fds, count, pause ? 100 : -1) < 0)
            continue;
        pause = 0;
        for (i = count - 1; i > 0; i--)
            if (fds[i].revents != 0 && !serve(fds[i].fd, clients[i]))
                remove_client(i);
        if (fds[0].revents != 0)
            pause = add_client(accept(fds[0].fd, NULL, NULL)) < 0; /* no room: in a moment */
    }
}
