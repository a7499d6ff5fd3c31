// SPDX-License-Identifier: MIT
// A correct echo server with its port in the source: it listens on 8080 whatever its arguments.
#include "tests/faulty_servers/listen_socket.h"

int main() {
  const int listener = ListenOn(8080);
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
