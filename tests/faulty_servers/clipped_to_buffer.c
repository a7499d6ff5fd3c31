// SPDX-License-Identifier: MIT
// Fault: has a small buffer for its answer, and whatever does not fit into it is left out.
// Caught by: clipped-to-buffer (a message of more than 128 bytes).
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
    char request[65536], answer[128];
    ssize_t n;

    while ((n = recv(conn, request, sizeof request, 0)) > 0) {
        if (n > (ssize_t)sizeof answer)
            n = sizeof answer;
        memcpy(answer, request, n);
        if (send_all(conn, answer, n) < 0)
            break;
    }
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
