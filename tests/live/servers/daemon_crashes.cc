// SPDX-License-Identifier: MIT
// A daemon that dies of its client's bytes: its status reaches nobody.
#include <csignal>

#include "tests/faulty_servers/listen_socket.h"

int main(int argc, char** argv) {
  const int port = PortArgument(argc, argv);
  if (fork() > 0) _exit(0);
  setsid();
  const int listener = ListenOn(port);
  const int client = AcceptClient(listener);
  char byte = 0;
  if (read(client, &byte, 1) == 1) raise(SIGSEGV);
}
