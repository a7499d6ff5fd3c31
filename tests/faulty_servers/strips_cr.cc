// SPDX-License-Identifier: MIT
// Fault: leaves out carriage returns, "so that lines from Windows look right".
// Caught by: newline-changed (any carriage return).
#include <algorithm>

#include "tests/faulty_servers/listen_socket.h"

int main(int argc, char** argv) {
  ServeEachInAThread(ListenOn(PortArgument(argc, argv)), [](int client) {
    char buffer[4096];
    std::size_t count = 0;
    while ((count = ReceiveSome(client, buffer, sizeof buffer)) > 0) {
      const char* const end = std::remove(buffer, buffer + count, '\r');
      SendAll(client, buffer, static_cast<std::size_t>(end - buffer));
    }
    close(client);
  });
}
