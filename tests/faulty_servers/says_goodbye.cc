// SPDX-License-Identifier: MIT
// Fault: takes leave of each client that has ended, before it closes.
// Caught by: text-added (a client that half-closes and reads to the end).
#include <string_view>

#include "tests/faulty_servers/listen_socket.h"

int main(int argc, char** argv) {
  static constexpr std::string_view kFarewell = "Bye!\n";
  ServeEachInAThread(ListenOn(PortArgument(argc, argv)), [](int client) {
    char buffer[4096];
    std::size_t count = 0;
    while ((count = ReceiveSome(client, buffer, sizeof buffer)) > 0) {
      SendAll(client, buffer, count);
    }
    SendAll(client, kFarewell.data(), kFarewell.size());
    close(client);
  });
}
