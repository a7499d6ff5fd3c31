// SPDX-License-Identifier: MIT
// Correct: sends everything back in other segments than it came in, small ones first. TCP carries
// bytes, not messages, so that is all right.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
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

/* In pieces of 1, 2, 3, 5, 8, 13 ... bytes, each a segment of its own. */
static int send_in_pieces(int client, const char *data, size_t size)
{
    size_t piece = 1, next = 2, sum;

    while (size > 0) {
        if (piece > size)
            piece = size;
        if (send_all(client, data, piece) < 0)
            return -1;
        data += piece;
        size -= piece;
        sum = piece + next;
        piece = next;
        next = sum;
    }
    return 0;
}

static void *serve(void *arg)
{
    int client = (int)(intptr_t)arg, on = 1;
    char buf[65536];
    ssize_t n;

    setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    while ((n = read(client, buf, sizeof buf)) > 0)
        if (send_in_pieces(client, buf, n) < 0)
            break;
    close(client);
    return NULL;
}

int main(int argc, char **argv)
{
    int listener, on = 1;
    struct sockaddr_in addr;
    struct rlimit limit;

    if (argc != 2) {
        fprintf(stderr, "usage: %s PORT\n", argv[0]);
        return 2;
    }
    /* a descriptor for each client: as many as we may have */
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
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
        if (pthread_create(&thread, NULL, serve, (void *)(intptr_t)client) != 0) {
            close(client);
            continue;
        }
        pthread_detach(thread);
    }
}
