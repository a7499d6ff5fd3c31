// SPDX-License-Identifier: MIT
// Correct: one thread with select() and non-blocking sockets, and a buffer for each client; it
// serves as many clients as an fd_set holds, and lets the others wait.
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <unistd.h>

/* What came from a client and how much of it went back, by descriptor. */
static struct {
    char buf[8192];
    size_t got, sent;
} clients[FD_SETSIZE];

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

static void set_nonblocking(int fd)
{
    fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK);
}

/* Reads or sends once; 0 when the client is done. */
static int serve(int fd)
{
    ssize_t n;

    if (clients[fd].sent == clients[fd].got) {
        n = recv(fd, clients[fd].buf, sizeof clients[fd].buf, 0);
        if (n <= 0)
            return n < 0 && errno == EAGAIN;
        clients[fd].got = n;
        clients[fd].sent = 0;
    }
    n = send(fd, clients[fd].buf + clients[fd].sent, clients[fd].got - clients[fd].sent,
             MSG_NOSIGNAL);
    if (n < 0)
        return errno == EAGAIN;
    clients[fd].sent += n;
    return 1;
}

int main(int argc, char **argv)
{
    int listener, max_fd, fd, client, full = 0;
    fd_set all, readable, writable;
    struct rlimit limit;

    if (argc != 2) {
        fprintf(stderr, "usage: %s PORT\n", argv[0]);
        return 2;
    }
    /* select() knows no descriptors above this */
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max < FD_SETSIZE ? limit.rlim_max : FD_SETSIZE;
    setrlimit(RLIMIT_NOFILE, &limit);
    listener = max_fd = listen_on(argv[1]);
    set_nonblocking(listener);
    FD_ZERO(&all);
    FD_SET(listener, &all);
    for (;;) {
        struct timeval a_moment = {0, 100000};

        FD_ZERO(&readable);
        FD_ZERO(&writable);
        for (fd = 0; fd <= max_fd; fd++) {
            if (!FD_ISSET(fd, &all) || (fd == listener && full))
                continue;
            /* read on only when all of the last has gone back */
            FD_SET(fd, clients[fd].sent < clients[fd].got ? &writable : &readable);
        }
        if (select(max_fd + 1, &readable, &writable, NULL, full ? &a_moment : NULL) < 0)
            continue;
        full = 0;
        for (fd = 0; fd <= max_fd; fd++) {
            if (!FD_ISSET(fd, &readable) && !FD_ISSET(fd, &writable))
                continue;
            if (fd != listener) {
                if (!serve(fd)) {
                    close(fd);
                    FD_CLR(fd, &all);
                }
                continue;
            }
            client = accept(listener, NULL, NULL);
            if (client < 0) {
                full = 1; /* no descriptor left: ask again in a moment */
                continue;
            }
            set_nonblocking(client);
            clients[client].got = clients[client].sent = 0;
            FD_SET(client, &all);
            if (client > max_fd)
                max_fd = client;
        }
    }
}
