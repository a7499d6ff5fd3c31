// SPDX-License-Identifier: MIT
// Fault: listens on the port above the one it was told to.
// Caught by: target.listens.
#include "tests/faulty_servers/listen_socket.h"

int main(int argc, char** argv) {
  const int listener = ListenOn(PortArgument(argc, argv) + 1);
  for (;;) {
    const int client = AcceptClient(listener);
    char buffer[4096];
    std::size_t count = 0;
    while ((count = ReceiveSome(client, buffer, sizeof buffer)) > 0) {
      SendAll(client, buffer, count);
    }
    close(client);
  }
}
