// SPDX-License-Identifier: MIT
// Fault: sends everything back twice.
// Caught by: echo.unsolicited.
#include "tests/faulty_servers/listen_socket.h"

int main(int argc, char** argv) {
  ServeEachInAThread(ListenOn(PortArgument(argc, argv)), [](int client) {
    char buffer[4096];
    std::size_t count = 0;
    while ((count = ReceiveSome(client, buffer, sizeof buffer)) > 0) {
      SendAll(client, buffer, count);
      SendAll(client, buffer, count);
    }
    close(client);
  });
}
