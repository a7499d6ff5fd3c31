// SPDX-License-Identifier: MIT
// Correct: a pool keeps 1000 buffers of 64 KiB, and each client takes the one that was used the
// longest time ago. The memory rises until the pool is full, and then stays.
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

#define BUFFER_SIZE 65536
#define POOL_SIZE 1000

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

struct buffer {
    struct buffer *next;
    char data[BUFFER_SIZE];
};

static struct buffer *oldest, *newest;
static int in_pool, made;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

/* A new one until the pool is full, or when all of them are in use. */
static struct buffer *take(void)
{
    struct buffer *buffer = NULL;

    pthread_mutex_lock(&lock);
    if (made < POOL_SIZE || in_pool == 0) {
        buffer = malloc(sizeof *buffer);
        if (buffer != NULL) {
            made++;
            memset(buffer->data, ' ', BUFFER_SIZE);
        }
    } else {
        buffer = oldest;
        oldest = buffer->next;
        in_pool--;
    }
    pthread_mutex_unlock(&lock);
    return buffer;
}

static void give_back(struct buffer *buffer)
{
    buffer->next = NULL;
    pthread_mutex_lock(&lock);
    if (in_pool++ > 0)
        newest->next = buffer;
    else
        oldest = buffer;
    newest = buffer;
    pthread_mutex_unlock(&lock);
}

static void *serve(void *arg)
{
    int client = (int)(intptr_t)arg;
    struct buffer *buffer = take();
    ssize_t n;

    if (buffer != NULL) {
        while ((n = recv(client, buffer->data, BUFFER_SIZE, 0)) > 0)
            if (send_all(client, buffer->data, n) < 0)
                break;
        give_back(buffer);
    }
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
