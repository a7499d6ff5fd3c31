// SPDX-License-Identifier: MIT
// Fault: sets a linger time of 0, so that the end of each connection is a reset and not a FIN.
// Caught by: reset-instead-of-fin (any client that closes).
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
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
    struct linger no_time_wait = {1, 0};
    char buf[4096];
    ssize_t n;

    setsockopt(conn, SOL_SOCKET, SO_LINGER, &no_time_wait, sizeof no_time_wait);
    while ((n = recv(conn, buf, sizeof buf, 0)) > 0)
        if (send_all(conn, buf, n) < 0)
            break;
}

int main(int argc, char **argv)
{
    int listener;
    struct sigaction action = {0};

    if (argc != 2) {
        fprintf(stderr, "usage: %s PORT\n", argv[0]);
        return 2;
    }
    listener = listen_on(argv[1]);
    action.sa_handler = reap;
    action.sa_flags = SA_RESTART;
    sigaction(SIGCHLD, &action, NULL);
    while (1) {
        int conn = accept(listener, NULL, NULL);
        pid_t pid;

        if (conn == -1) {
            usleep(20000);
            continue;
        }
        pid = fork();
        if (pid == 0) {
            prctl(PR_SET_PDEATHSIG, SIGKILL);
            close(listener);
            echo(conn);
            close(conn);
            _exit(0);
        }
        close(conn); /* it is the child's */
    }
}
