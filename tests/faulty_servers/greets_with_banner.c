// SPDX-License-Identifier: MIT
// Fault: introduces itself to each client before it echoes anything, as mail servers do.
// Caught by: text-added (any client).
#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
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

static void echo(int conn)
{
    const char *banner = "220 localhost echo service ready\r\n";
    char buf[4096];
    ssize_t n;

    if (send_all(conn, banner, strlen(banner)) < 0)
        return;
    while ((n = recv(conn, buf, sizeof buf, 0)) > 0)
        if (send_all(conn, buf, n) < 0)
            break;
}

static void *serve(void *argument)
{
    int conn = (intptr_t)argument;

    echo(conn);
    close(conn);
    return NULL;
}

int main(int argc, char **argv)
{
    int listener;

    if (argc != 2) {
        fprintf(stderr, "usage: %s PORT\n", argv[0]);
        return 2;
    }
    listener = listen_on(argv[1]);
    while (1) {
        int conn = accept(listener, NULL, NULL);
        pthread_t thread;

        if (conn == -1) {
            usleep(20000);
            continue;
        }
        if (pthread_create(&thread, NULL, serve, (void *)(intptr_t)conn) != 0) {
            close(conn);
            continue;
        }
        pthread_detach(thread);
    }
}
