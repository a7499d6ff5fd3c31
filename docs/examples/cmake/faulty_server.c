// SPDX-License-Identifier: MIT
// An echo server with a mistake that is easily made: it takes what it received for a C string, so
// that a byte of value 0 ends the echo. One client after another, which is no mistake.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static void serve(int client) {
  char buffer[4096];
  ssize_t received;
  while ((received = recv(client, buffer, sizeof buffer - 1, 0)) > 0) {
    buffer[received] = '\0';
    if (send(client, buffer, strlen(buffer), MSG_NOSIGNAL) < 0) break;
  }
  close(client);
}

int main(int argc, char **argv) {
  if (argc != 3) {
    fprintf(stderr, "usage: %s HOST PORT\n", argv[0]);
    return 2;
  }
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)atoi(argv[2]))};
  inet_pton(AF_INET, argv[1], &address.sin_addr);
  const int listener = socket(AF_INET, SOCK_STREAM, 0);
  const int on = 1;
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  if (bind(listener, (struct sockaddr *)&address, sizeof address) != 0 || listen(listener, 128) != 0) {
    perror("cannot listen");
    return 1;
  }
  for (;;) {
    const int client = accept(listener, NULL, NULL);
    if (client >= 0) serve(client);
  }
}
