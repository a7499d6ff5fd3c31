// SPDX-License-Identifier: MIT
// Fault: writes with plain write() and forgets SIGPIPE: a client that leaves while it is still
// being answered ends the whole server, and everybody in it.
// Caught by: killed-by-sigpipe (a client resets, or closes, with a longer echo under way).
#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

static void *serve(void *arg)
{
    int client = (int)(intptr_t)arg;
    char buf[256];
    ssize_t n, sent, w;

    while ((n = read(client, buf, sizeof buf)) > 0) {
        for (sent = 0; sent < n; sent += w) {
            w = write(client, buf + sent, n - sent);
            if (w < 0)
                break; /* gone: read() will say so */
        }
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
