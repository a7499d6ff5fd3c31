// SPDX-License-Identifier: MIT
// Fault: sends everything back twice.
// Caught by: echo.unsolicited.
#include "tests/faulty_servers/listen_socket.h"

int main(int argc, char** argv) {
  const int listener = ListenOn(PortArgument(argc, argv));
  for (;;) {
    const int client = AcceptClient(listener);
    char buffer[4096];
    std::size_t count = 0;
    while ((count = ReceiveSome(client, buffer, sizeof buffer)) > 0) {
      SendAll(client, buffer, count);
      SendAll(client, buffer, count);
    }
    close(client);
  }
}
