// SPDX-License-Identifier: MIT
// Fault: leaves the listening socket open in its children, and they go on when SIGTERM ends the
// parent: the port stays taken, and nobody accepts.
// Caught by: child-outlives-sigterm, port-in-use-on-restart (SIGTERM while a client is connected).
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

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

static void reap(int sig)
{
    int saved = errno;

    (void)sig;
    while (waitpid(-1, NULL, WNOHANG) > 0)
        ;
    errno = saved;
}

static void echo(int conn)
{
    char buf[4096];
    ssize_t n;

    while ((n = recv(conn, buf, sizeof buf, 0)) > 0)
        if (send_all(conn, buf, n) < 0)
            break;
}

int main(int argc, char **argv)
{
    int listener, on = 1;
    struct sockaddr_in addr;
    struct sigaction action = {0};

    if (argc != 2) {
        fprintf(stderr, "usage: %s PORT\n", argv[0]);
        return 2;
    }
    listener = socket(AF_INET, SOCK_STREAM, 0);
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    memset(&addr, 0, sizeof addr);
    addr.sin_family = AF_INET;
    addr.sin_port = htons(atoi(argv[1]));
    addr.sin_addr.s_addr = inet_addr("127.0.0.1");
    if (bind(listener, (struct sockaddr *)&addr, sizeof addr) < 0) {
        perror("bind");
        return 1;
    }
    if (listen(listener, SOMAXCONN) < 0) {
        perror("listen");
        return 1;
    }
    action.sa_handler = reap;
    action.sa_flags = SA_RESTART;
    sigaction(SIGCHLD, &action, NULL);
    while (1) {
        int conn = accept(listener, NULL, NULL);

        if (conn == -1) {
            usleep(20000);
            continue;
        }
        if (fork() == 0) {
            echo(conn);
            close(conn);
            _exit(0);
        }
        close(conn); /* it is the child's */
    }
}
