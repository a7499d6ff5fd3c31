// SPDX-License-Identifier: MIT
// Fault: echoes well, and does not stop when it is told to: only SIGKILL ends it.
// Caught by: target.terminates (a warning, unless --strict).
#include <csignal>

#include "tests/faulty_servers/listen_socket.h"

int main(int argc, char** argv) {
  std::signal(SIGTERM, SIG_IGN);
  ServeEachInAThread(ListenOn(PortArgument(argc, argv)), [](int client) {
    char buffer[4096];
    std::size_t count = 0;
    while ((count = ReceiveSome(client, buffer, sizeof buffer)) > 0) {
      SendAll(client, buffer, count);
    }
    close(client);
  });
}
