// SPDX-License-Identifier: MIT
// Correct: four processes, made before the first client comes, accept from the same listening
// socket; each serves many clients with epoll.
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define WORKERS 4

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

/* Reads or sends once; 0 when the client is done. */
static int serve(struct client *c)
{
    ssize_t n;

    if (c->sent == c->got) {
        n = recv(c->fd, c->buf, sizeof c->buf, 0);
        if (n <= 0)
            return n < 0 && errno == EAGAIN;
        c->got = n;
        c->sent = 0;
    }
    n = send(c->fd, c->buf + c->sent, c->got - c->sent, MSG_NOSIGNAL);
    if (n < 0)
        return errno == EAGAIN;
    c->sent += n;
    /* read on only when all of it has gone back */
    watch(EPOLL_CTL_MOD, c->fd, c->sent < c->got ? EPOLLOUT : EPOLLIN, c);
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
    c->fd = fd;
    watch(EPOLL_CTL_ADD, fd, EPOLLIN, c);
    return 0;
}

/* All workers wait at the same listening socket; the kernel wakes one of them for each client. */
static void work(int listener)
{
    struct epoll_event events[64];
    int n, i, client, full = 0;

    poller = epoll_create1(0);
    watch(EPOLL_CTL_ADD, listener, EPOLLIN | EPOLLEXCLUSIVE, NULL);
    for (;;) {
        n = epoll_wait(poller, events, 64, full ? 100 : -1);
        if (full)
            watch(EPOLL_CTL_ADD, listener, EPOLLIN | EPOLLEXCLUSIVE, NULL);
        full = 0;
        for (i = 0; i < n; i++) {
            struct client *c = events[i].data.ptr;

            if (c == NULL) {
                client = accept(listener, NULL, NULL);
                if (client < 0 && errno == EAGAIN)
                    continue; /* another worker was faster */
                if (add_client(client) < 0) {
                    full = 1; /* no descriptor left: ask again in a moment */
                    watch(EPOLL_CTL_DEL, listener, 0, NULL);
                }
            } else if (!serve(c)) {
                close(c->fd);
                free(c);
            }
        }
    }
}

static pid_t workers[WORKERS];

static void stop_workers(int sig)
{
    int i;

    (void)sig;
    for (i = 0; i < WORKERS; i++)
        if (workers[i] > 0)
            kill(workers[i], SIGKILL);
}

int main(int argc, char **argv)
{
    int listener, i;
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
    fcntl(listener, F_SETFL, O_NONBLOCK);
    for (i = 0; i < WORKERS; i++) {
        workers[i] = fork();
        if (workers[i] == 0) {
            prctl(PR_SET_PDEATHSIG, SIGKILL); /* whatever the parent ends of */
            work(listener);
        }
    }
    signal(SIGTERM, stop_workers);
    signal(SIGINT, stop_workers);
    while (wait(NULL) > 0)
        ;
    return 0;
}
