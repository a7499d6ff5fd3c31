// SPDX-License-Identifier: MIT
// Its children never end: behind their client they go on into the loop that accepts.
#include "tests/faulty_servers/listen_socket.h"

int main(int argc, char** argv) {
  const int listener = ListenOn(PortArgument(argc, argv));
  for (;;) {
    const int client = AcceptClient(listener);
    if (fork() == 0) EchoTo(client);
    close(client);
  }
}
