// SPDX-License-Identifier: MIT
// Fault: does not look at what send() returns: when the socket takes only a part, the rest is lost.
// Caught by: short-write-ignored (a client that sends much before it reads).
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/resource.h>
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

static void watch(int poller, int how, int fd, unsigned events)
{
    struct epoll_event event = {.events = events, .data.fd = fd};

    epoll_ctl(poller, how, fd, &event);
}

int main(int argc, char **argv)
{
    static char buf[65536];
    struct epoll_event events[64];
    int listener, poller, count, i, fd, client, full = 0;
    int size = 65536; /* of a client's send buffer: there may be many clients */
    struct rlimit limit;
    ssize_t n;

    if (argc != 2) {
        fprintf(stderr, "usage: %s PORT\n", argv[0]);
        return 2;
    }
    /* a descriptor for each client: as many as we may have */
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
    listener = listen_on(argv[1]);
    setsockopt(listener, SOL_SOCKET, SO_SNDBUF, &size, sizeof size); /* theirs, too */
    fcntl(listener, F_SETFL, O_NONBLOCK);
    poller = epoll_create1(0);
    watch(poller, EPOLL_CTL_ADD, listener, EPOLLIN);
    for (;;) {
        count = epoll_wait(poller, events, 64, full ? 100 : -1);
        if (full)
            watch(poller, EPOLL_CTL_MOD, listener, EPOLLIN);
        full = 0;
        for (i = 0; i < count; i++) {
            fd = events[i].data.fd;
            if (fd == listener) {
                client = accept(listener, NULL, NULL);
                if (client < 0) { /* no descriptor left: ask again in a moment */
                    full = 1;
                    watch(poller, EPOLL_CTL_MOD, listener, 0);
                    continue;
                }
                fcntl(client, F_SETFL, O_NONBLOCK);
                watch(poller, EPOLL_CTL_ADD, client, EPOLLIN);
                continue;
            }
            n = recv(fd, buf, sizeof buf, 0);
            if (n > 0)
                send(fd, buf, n, MSG_NOSIGNAL);
            else if (n == 0 || errno != EAGAIN)
                close(fd);
        }
    }
}
