// SPDX-License-Identifier: MIT
// Fault: serves one client and ends, as the first example of many a tutorial does: there is no loop
// around accept().
// Caught by: exits-after-first-client (any client that has left).
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    int server_fd, client_fd, on = 1;
    struct sockaddr_in addr = {0};
    char buffer[1024];
    ssize_t received, sent, n;

    if (argc != 2) {
        fprintf(stderr, "usage: %s PORT\n", argv[0]);
        return 2;
    }
    server_fd = socket(AF_INET, SOCK_STREAM, 0);
    setsockopt(server_fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    addr.sin_family = AF_INET;
    addr.sin_addr.s_addr = inet_addr("127.0.0.1");
    addr.sin_port = htons(atoi(argv[1]));
    if (bind(server_fd, (struct sockaddr *)&addr, sizeof addr) < 0) {
        perror("bind failed");
        exit(EXIT_FAILURE);
    }
    if (listen(server_fd, SOMAXCONN) < 0) {
        perror("listen failed");
        exit(EXIT_FAILURE);
    }
    while ((client_fd = accept(server_fd, NULL, NULL)) < 0)
        usleep(50000);
    while ((received = recv(client_fd, buffer, sizeof buffer, 0)) > 0) {
        for (sent = 0; sent < received; sent += n) {
            n = send(client_fd, buffer + sent, received - sent, MSG_NOSIGNAL);
            if (n < 0)
                break;
        }
    }
    close(client_fd);
    close(server_fd);
    return 0;
}
