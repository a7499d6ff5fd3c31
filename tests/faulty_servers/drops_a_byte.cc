// SPDX-License-Identifier: MIT
// Fault: handles longer messages in two halves, and the second begins one byte late. Short ones
// come back whole.
// Caught by: echo.bytes.
#include "tests/faulty_servers/listen_socket.h"

int main(int argc, char** argv) {
  constexpr std::size_t kShort = 64;
  ServeEachInAThread(ListenOn(PortArgument(argc, argv)), [](int client) {
    char buffer[4096];
    std::size_t count = 0;
    while ((count = ReceiveSome(client, buffer, sizeof buffer)) > 0) {
      if (count <= kShort) {
        SendAll(client, buffer, count);
        continue;
      }
      const std::size_t half = count / 2;
      SendAll(client, buffer, half);
      SendAll(client, buffer + half + 1, count - half - 1);
    }
    close(client);
  });
}
