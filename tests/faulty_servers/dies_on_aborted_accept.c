// SPDX-License-Identifier: MIT
// Fault: asks each new client for its address and takes it for granted that there is one: a client
// that has reset before it was accepted has none, and the server exits.
// Caught by: killed-by-peer-reset (a connection that is reset before the server has accepted it).
#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
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

static void serve(int client)
{
    char buf[4096];
    ssize_t n;

    while ((n = read(client, buf, sizeof buf)) > 0 && send_all(client, buf, n) == 0)
        ;
    close(client);
}

static void *run(void *argument)
{
    serve((intptr_t)argument);
    return NULL;
}

int main(int argc, char **argv)
{
    int listener, on = 1;
    struct sockaddr_in addr;
    struct sockaddr_in peer;
    socklen_t size;

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
    for (;;) {
        int client = accept(listener, NULL, NULL);
        pthread_t thread;

        if (client < 0) {
            usleep(50000); /* out of descriptors, maybe: try again a bit later */
            continue;
        }
        size = sizeof peer;
        if (getpeername(client, (struct sockaddr *)&peer, &size) < 0) {
            perror("getpeername");
            exit(1);
        }
        if (ntohl(peer.sin_addr.s_addr) >> 24 != 127) { /* local clients only */
            close(client);
            continue;
        }
        if (pthread_create(&thread, NULL, run, (void *)(intptr_t)client) != 0) {
            close(client);
            continue;
        }
        pthread_detach(thread);
    }
}
