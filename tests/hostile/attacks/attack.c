// SPDX-License-Identifier: MIT
#include "attack.h"

#include <arpa/inet.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

enum { kLifeSeconds = 60, kMostClients = 256 };

static int said = -1;
static int *made; /* processes, counted by all of them together */

void Begin(void)
{
    const struct rlimit no_core = {0, 0};

    alarm(kLifeSeconds);
    signal(SIGPIPE, SIG_IGN);
    setrlimit(RLIMIT_CORE, &no_core);
    said = open("attack.log", O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0666);
    made = mmap(NULL, sizeof *made, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (made == MAP_FAILED)
        exit(1);
}

static void say(const char *word, const char *what, const char *reason)
{
    char line[512];
    int length = snprintf(line, sizeof line, "%s: %s%s%s\n", word, what, *reason ? ": " : "", reason);

    if (length >= (int)sizeof line)
        length = sizeof line - 1;
    (void)!write(said, line, length);
    (void)!write(STDOUT_FILENO, line, length);
}

void Tell(int worked, const char *what)
{
    int reason = errno;

    say(worked ? "worked" : "refused", what, worked ? "" : strerror(reason));
    errno = reason;
}

void Tried(const char *what)
{
    say("tried", what, "");
}

pid_t ForkBounded(int most)
{
    pid_t child;

    if (__atomic_add_fetch(made, 1, __ATOMIC_SEQ_CST) > most)
        return -1;
    child = fork();
    if (child == 0)
        alarm(kLifeSeconds); /* a child inherits none */
    return child;
}

int BecomeDaemon(void)
{
    if (ForkBounded(100) != 0)
        return 0;
    setsid();
    if (ForkBounded(100) != 0)
        _exit(0);
    return 1;
}

int Listen(const char *port)
{
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
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

static void send_all(int client, const char *data, ssize_t size)
{
    while (size > 0) {
        ssize_t sent = send(client, data, size, MSG_NOSIGNAL);

        if (sent < 0)
            return; /* the next read() tells */
        data += sent;
        size -= sent;
    }
}

/* 0 when the client is done. */
static int echo_some(int client)
{
    char data[4096];
    ssize_t size = read(client, data, sizeof data);

    if (size <= 0)
        return size < 0 && errno == EINTR;
    send_all(client, data, size);
    return 1;
}

static void serve(int listener, int reset)
{
    const struct linger at_once = {1, 0};
    struct pollfd sockets[kMostClients + 1] = {{listener, POLLIN, 0}};
    nfds_t count = 1, i;

    for (;;) {
        if (poll(sockets, count, -1) < 0)
            continue;
        for (i = count - 1; i > 0; i--) {
            if (sockets[i].revents == 0 || echo_some(sockets[i].fd))
                continue;
            if (reset)
                setsockopt(sockets[i].fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
            close(sockets[i].fd);
            sockets[i] = sockets[--count];
        }
        if (sockets[0].revents != 0 && count <= kMostClients) {
            int client = accept4(listener, NULL, NULL, SOCK_CLOEXEC);

            if (client >= 0)
                sockets[count++] = (struct pollfd){client, POLLIN, 0};
        }
    }
}

void Serve(int listener)
{
    serve(listener, 0);
}

void ServeAndReset(int listener)
{
    serve(listener, 1);
}

int ConnectFrom(int own_port, int port)
{
    int client = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    int on = 1;
    struct sockaddr_in address = {0};

    setsockopt(client, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(own_port);
    if (bind(client, (struct sockaddr *)&address, sizeof address) == 0) {
        address.sin_port = htons(port);
        if (connect(client, (struct sockaddr *)&address, sizeof address) == 0)
            return client;
    }
    close(client);
    return -1;
}

void Walk(const char *root, int (*visit)(const char *, const struct stat *, int, struct FTW *))
{
    nftw(root, visit, 8, FTW_PHYS);
}

size_t FindEchocheck(pid_t *found, size_t room)
{
    DIR *proc = opendir("/proc");
    struct dirent *entry;
    size_t count = 0;

    while (proc && count < room && (entry = readdir(proc)) != NULL) {
        char path[300], name[64] = "";
        int file;

        snprintf(path, sizeof path, "/proc/%s/comm", entry->d_name);
        if (atoi(entry->d_name) <= 0 || (file = open(path, O_RDONLY)) < 0)
            continue;
        if (read(file, name, sizeof name - 1) > 0 && strncmp(name, "echocheck", 9) == 0)
            found[count++] = atoi(entry->d_name);
        close(file);
    }
    if (proc)
        closedir(proc);
    return count;
}

int CopyOver(const char *from, const char *to)
{
    char data[65536];
    ssize_t size;
    int in = open(from, O_RDONLY | O_CLOEXEC);
    int out = in < 0 ? -1 : open(to, O_WRONLY | O_TRUNC | O_CLOEXEC);

    while (out >= 0 && (size = read(in, data, sizeof data)) > 0)
        (void)!write(out, data, size);
    if (in >= 0)
        close(in);
    return out < 0 ? -1 : close(out);
}
