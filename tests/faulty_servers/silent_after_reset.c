// SPDX-License-Identifier: MIT
// Fault: leaves the loop of its serving thread at the first error of any client. The main thread
// goes on accepting, and nobody is answered any more.
// Caught by: silent-after-reset (a client resets).
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

struct client {
    int fd;
    size_t got, sent; /* what came, and how much of it went back */
    char buf[16384];
};

static int poller;

static void watch(int how, int fd, unsigned events, void *client)
{
    struct epoll_event event = {.events = events, .data.ptr = client};

    epoll_ctl(poller, how, fd, &event);
}

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

/* Reads or sends once; 0 when the client is done, -1 when something went wrong. */
static int serve(struct client *c)
{
    ssize_t n;

    if (c->sent == c->got) {
        n = recv(c->fd, c->buf, sizeof c->buf, 0);
        if (n < 0)
            return errno == EAGAIN ? 1 : -1;
        if (n == 0)
            return 0;
        c->got = n;
        c->sent = 0;
    }
    n = send(c->fd, c->buf + c->sent, c->got - c->sent, MSG_NOSIGNAL);
    if (n < 0 && errno != EAGAIN)
        return -1;
    if (n > 0)
        c->sent += n;
    /* read on only when all of it has gone back */
    watch(EPOLL_CTL_MOD, c->fd, c->sent < c->got ? EPOLLOUT : EPOLLIN, c);
    return 1;
}

static void *serve_all(void *arg)
{
    struct epoll_event events[64];
    int n, i, result;

    for (;;) {
        n = epoll_wait(poller, events, 64, -1);
        for (i = 0; i < n; i++) {
            struct client *c = events[i].data.ptr;

            result = serve(c);
            if (result > 0)
                continue;
            close(c->fd);
            free(c);
            if (result < 0)
                return arg; /* failed */
        }
    }
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
    c->fd = fd;
    watch(EPOLL_CTL_ADD, fd, EPOLLIN, c);
    return 0;
}

int main(int argc, char **argv)
{
    int listener;
    pthread_t thread;
    struct rlimit limit;

    if (argc != 2) {
        fprintf(stderr, "usage: %s PORT\n", argv[0]);
        return 2;
    }
    /* a descriptor for each client: as many as we may have */
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
    listener = listen_on(argv[1]);
    poller = epoll_create1(0);
    if (pthread_create(&thread, NULL, serve_all, NULL) != 0)
        return 1;
    for (;;)
        if (add_client(accept(listener, NULL, NULL)) < 0)
            usleep(50000); /* out of descriptors, maybe: try again a bit later */
}
