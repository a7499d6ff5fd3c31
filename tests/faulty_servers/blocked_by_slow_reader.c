// SPDX-License-Identifier: MIT
// Fault: serves everybody in one thread and sends until all is sent: a client that does not read
// makes it wait, and the others with it.
// Caught by: blocked-by-slow-reader (a client that sends much and does not read, and another one).
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/select.h>
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

int main(int argc, char **argv)
{
    static char buf[65536];
    int listener, max_fd, fd, client, full = 0;
    fd_set all, readable;
    struct rlimit limit;
    ssize_t n;

    if (argc != 2) {
        fprintf(stderr, "usage: %s PORT\n", argv[0]);
        return 2;
    }
    /* select() knows no descriptors above this */
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max < FD_SETSIZE ? limit.rlim_max : FD_SETSIZE;
    setrlimit(RLIMIT_NOFILE, &limit);
    listener = max_fd = listen_on(argv[1]);
    FD_ZERO(&all);
    FD_SET(listener, &all);
    for (;;) {
        struct timeval a_moment = {0, 100000};

        readable = all;
        if (full)
            FD_CLR(listener, &readable);
        if (select(max_fd + 1, &readable, NULL, NULL, full ? &a_moment : NULL) < 0)
            continue;
        full = 0;
        for (fd = 0; fd <= max_fd; fd++) {
            if (!FD_ISSET(fd, &readable))
                continue;
            if (fd == listener) {
                client = accept(listener, NULL, NULL);
                if (client < 0) {
                    full = 1; /* no descriptor left: ask again in a moment */
                    continue;
                }
                FD_SET(client, &all);
                if (client > max_fd)
                    max_fd = client;
                continue;
            }
            n = recv(fd, buf, sizeof buf, 0);
            if (n <= 0 || send_all(fd, buf, n) < 0) {
                close(fd);
                FD_CLR(fd, &all);
            }
        }
    }
}
