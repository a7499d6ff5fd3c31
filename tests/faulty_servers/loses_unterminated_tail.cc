// SPDX-License-Identifier: MIT
// Fault: collects lines and sends back whole ones; what has no newline when the client ends is
// never sent.
// Caught by: held-until-newline, lost-at-half-close (a text that does not end with a newline).
#include <string>

#include "tests/faulty_servers/listen_socket.h"

int main(int argc, char** argv) {
  ServeEachInAThread(ListenOn(PortArgument(argc, argv)), [](int client) {
    char buffer[4096];
    std::size_t count = 0;
    std::string line;
    while ((count = ReceiveSome(client, buffer, sizeof buffer)) > 0) {
      for (std::size_t i = 0; i < count; ++i) {
        line += buffer[i];
        if (buffer[i] != '\n') continue;
        SendAll(client, line.data(), line.size());
        line.clear();
      }
    }
    close(client);
  });
}
