// SPDX-License-Identifier: MIT
// Fault: shuts the connection of a client down that has left, and neither closes it nor takes it out
// of its epoll set. epoll reports the end of it for ever.
// Caught by: descriptor-leak (although it never rests), busy-loop (after a client has left).
#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
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

static void watch(int poller, int operation, int fd, unsigned events)
{
    struct epoll_event event = {0};

    event.events = events;
    event.data.fd = fd;
    epoll_ctl(poller, operation, fd, &event);
}

static void serve(int poller, int fd)
{
    char buf[65536];
    ssize_t n = recv(fd, buf, sizeof buf, 0), sent, done = 0;

    if (n <= 0) {
        shutdown(fd, SHUT_RDWR);
        watch(poller, EPOLL_CTL_MOD, fd, 0); /* EPOLLHUP comes all the same */
        return;
    }
    while (done < n && (sent = send(fd, buf + done, n - done, 0)) > 0)
        done += sent;
}

int main(int argc, char **argv)
{
    int listener, poller = epoll_create1(0), count, i;
    struct epoll_event events[64];

    if (argc != 2) {
        fprintf(stderr, "usage: %s PORT\n", argv[0]);
        return 2;
    }
    signal(SIGPIPE, SIG_IGN);
    listener = listen_on(argv[1]);
    watch(poller, EPOLL_CTL_ADD, listener, EPOLLIN);
    for (;;) {
        count = epoll_wait(poller, events, 64, -1);
        for (i = 0; i < count; i++) {
            int fd = events[i].data.fd;

            if (fd == listener) {
                int client = accept(listener, NULL, NULL);

                if (client >= 0)
                    watch(poller, EPOLL_CTL_ADD, client, EPOLLIN);
            } else if (events[i].events & EPOLLIN) {
                serve(poller, fd);
            }
        }
    }
}
