// SPDX-License-Identifier: MIT
// Fault: copies each message into an array of 64 bytes, whatever its length. It is built with
// AddressSanitizer, which ends the server and names the line.
// Caught by: sanitizer-report (a message of more than 64 bytes).
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

__attribute__((noinline)) static int answer(int client, const char *message, size_t n)
{
    char line[64]; /* should do */

    memcpy(line, message, n);
    return send_all(client, line, n);
}

static void *serve(void *arg)
{
    int client = (int)(intptr_t)arg;
    char buf[1024];
    ssize_t n;

    while ((n = recv(client, buf, sizeof buf, 0)) > 0)
        if (answer(client, buf, n) < 0)
            break;
    close(client);
    return NULL;
}

int main(int argc, char **argv)
{
    int listener;
    struct rlimit limit;

    if (argc != 2) {
        fprintf(stderr, "usage: %s PORT\n", argv[0]);
        return 2;
    }
    /* a descriptor for each client: as many as we may have */
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
    listener = listen_on(argv[1]);
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
