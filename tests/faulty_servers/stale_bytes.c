// SPDX-License-Identifier: MIT
// Fault: sends back as much as the longest message had: a shorter one comes with the rest of an
// earlier one behind it.
// Caught by: stale-bytes (a message, then a shorter one).
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
    ssize_t n, len = 0;

    while ((n = read(client, buf, sizeof buf)) > 0) {
        if (n > len)
            len = n;
        if (send_all(client, buf, len) < 0)
            break;
    }
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
        if (pthread_create(&thread, NULL, run, (void *)(intptr_t)client) != 0) {
            close(client);
            continue;
        }
        pthread_detach(thread);
    }
}
