// SPDX-License-Identifier: MIT
// Fault: has one buffer for all clients: it first reads from everybody and then answers everybody,
// so clients that send at the same time all get what came last.
// Caught by: other-clients-bytes (several clients with data waiting at once).
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

static char buffer[4096];
static size_t got[FD_SETSIZE], sent[FD_SETSIZE]; /* by descriptor */
static fd_set all;

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

static void hang_up(int fd)
{
    close(fd);
    FD_CLR(fd, &all);
    got[fd] = sent[fd] = 0;
}

int main(int argc, char **argv)
{
    int listener, max_fd, fd, client, full = 0;
    fd_set readable, writable;
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
    set_nonblocking(listener);
    for (;;) {
        struct timeval a_moment = {0, 100000};

        FD_ZERO(&readable);
        FD_ZERO(&writable);
        for (fd = 0; fd <= max_fd; fd++)
            if (FD_ISSET(fd, &all))
                FD_SET(fd, sent[fd] < got[fd] ? &writable : &readable);
        if (!full)
            FD_SET(listener, &readable);
        if (select(max_fd + 1, &readable, &writable, NULL, full ? &a_moment : NULL) < 0)
            continue;
        full = 0;

        /* first read from everybody ... */
        for (fd = 0; fd <= max_fd; fd++) {
            if (!FD_ISSET(fd, &all) || !FD_ISSET(fd, &readable))
                continue;
            n = recv(fd, buffer, sizeof buffer, 0);
            if (n > 0) {
                got[fd] = n;
                sent[fd] = 0;
            } else if (n == 0 || errno != EAGAIN) {
                hang_up(fd);
            }
        }
        /* ... then answer everybody */
        for (fd = 0; fd <= max_fd; fd++) {
            if (!FD_ISSET(fd, &all) || sent[fd] == got[fd])
                continue;
            n = send(fd, buffer + sent[fd], got[fd] - sent[fd], MSG_NOSIGNAL);
            if (n > 0)
                sent[fd] += n;
            else if (errno != EAGAIN)
                hang_up(fd);
        }
        /* last, let all the new ones in */
        if (!FD_ISSET(listener, &readable))
            continue;
        while ((client = accept(listener, NULL, NULL)) >= 0) {
            set_nonblocking(client);
            FD_SET(client, &all);
            if (client > max_fd)
                max_fd = client;
        }
        full = errno == EMFILE || errno == ENFILE;
    }
}
