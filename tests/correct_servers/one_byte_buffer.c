// SPDX-License-Identifier: MIT
// Correct: reads one byte and sends one byte, for the first 16384 of each client. MSG_MORE lets
// the kernel make segments of them.
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#define ONE_BY_ONE 16384

static void *serve(void *arg)
{
    int client = (int)(intptr_t)arg, on = 1;
    struct pollfd wait_for = {.fd = client, .events = POLLIN};
    char buf[65536];
    size_t size = 1, total = 0;
    ssize_t n, sent, w;

    for (;;) {
        n = recv(client, buf, size, MSG_DONTWAIT);
        if (n < 0 && errno == EAGAIN) {
            /* Nothing more for now. The kernel has kept our last bytes, to make larger segments;
               this lets go of them. */
            setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
            poll(&wait_for, 1, -1);
            continue;
        }
        for (sent = 0; sent < n; sent += w)
            if ((w = send(client, buf + sent, n - sent, MSG_MORE | MSG_NOSIGNAL)) < 0)
                break;
        if (n <= 0 || sent < n)
            break;
        total += n;
        if (total >= ONE_BY_ONE) /* it would take minutes for somebody who has much */
            size = sizeof buf;
    }
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
