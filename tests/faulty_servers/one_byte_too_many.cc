// SPDX-License-Identifier: MIT
// Fault: ends what it received with a NUL, and sends that too.
// Caught by: echo.unsolicited.
#include "tests/faulty_servers/listen_socket.h"

int main(int argc, char** argv) {
  ServeEachInAThread(ListenOn(PortArgument(argc, argv)), [](int client) {
    char buffer[4096];
    std::size_t count = 0;
    while ((count = ReceiveSome(client, buffer, sizeof buffer - 1)) > 0) {
      buffer[count] = '\0';
      SendAll(client, buffer, count + 1);
    }
    close(client);
  });
}
