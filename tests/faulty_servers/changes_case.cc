// SPDX-License-Identifier: MIT
// Fault: answers in capitals, as the "upper-case server" of many a course does.
// Caught by: echo.bytes.
#include <cctype>

#include "tests/faulty_servers/listen_socket.h"

int main(int argc, char** argv) {
  ServeEachInAThread(ListenOn(PortArgument(argc, argv)), [](int client) {
    char buffer[4096];
    std::size_t count = 0;
    while ((count = ReceiveSome(client, buffer, sizeof buffer)) > 0) {
      for (std::size_t i = 0; i < count; ++i) {
        buffer[i] = static_cast<char>(std::toupper(static_cast<unsigned char>(buffer[i])));
      }
      SendAll(client, buffer, count);
    }
    close(client);
  });
}
