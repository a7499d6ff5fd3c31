// SPDX-License-Identifier: MIT
// Fault: forgets that after fork() the parent has the connection, too: it never closes its copy, so
// the end of the child does not end the connection.
// Caught by: parent-holds-descriptor, never-closes (any client that closes).
#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
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

static void serve(int client)
{
    char buf[4096];
    ssize_t n;

    while ((n = read(client, buf, sizeof buf)) > 0 && send_all(client, buf, n) == 0)
        ;
    close(client);
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
    signal(SIGCHLD, SIG_IGN); /* nobody waits for the children */
    for (;;) {
        int client = accept(listener, NULL, NULL);

        if (client < 0) {
            usleep(50000); /* out of descriptors, maybe: try again a bit later */
            continue;
        }
        if (fork() == 0) {
            prctl(PR_SET_PDEATHSIG, SIGTERM); /* ends with the parent */
            close(listener);
            serve(client);
            exit(0);
        }
    }
}
