// SPDX-License-Identifier: MIT
// Fault: takes what it received for a C string, so a byte of value 0 ends the echo.
// Caught by: echo.complete.
#include <cstring>

#include "tests/faulty_servers/listen_socket.h"

int main(int argc, char** argv) {
  ServeEachInAThread(ListenOn(PortArgument(argc, argv)), [](int client) {
    char buffer[4096];
    std::size_t count = 0;
    while ((count = ReceiveSome(client, buffer, sizeof buffer - 1)) > 0) {
      buffer[count] = '\0';
      SendAll(client, buffer, std::strlen(buffer));
    }
    close(client);
  });
}
