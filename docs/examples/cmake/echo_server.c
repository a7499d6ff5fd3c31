// SPDX-License-Identifier: MIT
// An echo server (RFC 862) as a student writes it: a thread for each client, which sends back all
// that it receives until the client closes.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

// send(2) may take less than it was given.
static int send_all(int client, const char *data, size_t size) {
  while (size > 0) {
    const ssize_t sent = send(client, data, size, MSG_NOSIGNAL);
    if (sent < 0) return -1;
    data += sent;
    size -= (size_t)sent;
  }
  return 0;
}

static void *serve(void *argument) {
  const int client = (int)(intptr_t)argument;
  char buffer[4096];
  ssize_t received;
  while ((received = recv(client, buffer, sizeof buffer, 0)) > 0) {
    if (send_all(client, buffer, (size_t)received) != 0) break;
  }
  close(client);
  return NULL;
}

int main(int argc, char **argv) {
  if (argc != 3) {
    fprintf(stderr, "usage: %s HOST PORT\n", argv[0]);
    return 2;
  }
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)atoi(argv[2]))};
  if (inet_pton(AF_INET, argv[1], &address.sin_addr) != 1) {
    fprintf(stderr, "%s: not an IPv4 address\n", argv[1]);
    return 2;
  }
  const int listener = socket(AF_INET, SOCK_STREAM, 0);
  const int on = 1;  // to have the port again at once after a restart
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  if (bind(listener, (struct sockaddr *)&address, sizeof address) != 0 || listen(listener, 128) != 0) {
    perror("cannot listen");
    return 1;
  }
  for (;;) {
    const int client = accept(listener, NULL, NULL);
    if (client < 0) continue;  // that client is gone already
    pthread_t thread;
    if (pthread_create(&thread, NULL, serve, (void *)(intptr_t)client) != 0) {
      close(client);
      continue;
    }
    pthread_detach(thread);
  }
}
