// SPDX-License-Identifier: MIT
// Fault: a table has room for ten clients, and the connection of an eleventh is closed at once.
// Caught by: refuses-clients-beyond-limit (many clients at the same time).
#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#define TABLE_SIZE 10

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

static int table[TABLE_SIZE]; /* descriptors of the clients that are connected; 0: free */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

/* The place of this client; -1: the table is full. */
static int enter(int client)
{
    int place, found = -1;

    pthread_mutex_lock(&lock);
    for (place = 0; place < TABLE_SIZE && found < 0; place++)
        if (table[place] == 0) {
            table[place] = client;
            found = place;
        }
    pthread_mutex_unlock(&lock);
    return found;
}

static void *serve(void *arg)
{
    int place = (int)(intptr_t)arg, client;
    char buf[4096];
    ssize_t n;

    pthread_mutex_lock(&lock);
    client = table[place];
    pthread_mutex_unlock(&lock);
    while ((n = recv(client, buf, sizeof buf, 0)) > 0)
        if (send_all(client, buf, n) < 0)
            break;
    pthread_mutex_lock(&lock);
    table[place] = 0;
    pthread_mutex_unlock(&lock);
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
        int place;

        if (client < 0) {
            usleep(50000); /* out of descriptors, maybe: try again a bit later */
            continue;
        }
        place = enter(client);
        if (place < 0 ||
            pthread_create(&thread, NULL, serve, (void *)(intptr_t)place) != 0) {
            close(client);
            continue;
        }
        pthread_detach(thread);
    }
}
