// SPDX-License-Identifier: MIT
// Fault: greets each client before that has sent anything.
// Caught by: echo.unsolicited.
#include <string_view>

#include "tests/faulty_servers/listen_socket.h"

int main(int argc, char** argv) {
  static constexpr std::string_view kGreeting = "Welcome to my echo server!\n";
  ServeEachInAThread(ListenOn(PortArgument(argc, argv)), [](int client) {
    SendAll(client, kGreeting.data(), kGreeting.size());
    char buffer[4096];
    std::size_t count = 0;
    while ((count = ReceiveSome(client, buffer, sizeof buffer)) > 0) {
      SendAll(client, buffer, count);
    }
    close(client);
  });
}
