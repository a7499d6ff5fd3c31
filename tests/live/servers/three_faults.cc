// SPDX-License-Identifier: MIT
// Three faults that have nothing to do with each other: a byte of value 0 ends the echo, clients
// are left with RST, and SIGTERM is ignored. A run has to name these three, and no thirty.
#include <csignal>
#include <cstring>

#include "tests/faulty_servers/listen_socket.h"

int main(int argc, char** argv) {
  std::signal(SIGTERM, SIG_IGN);
  ServeEachInAThread(ListenOn(PortArgument(argc, argv)), [](int client) {
    char buffer[4096];
    std::size_t count = 0;
    while ((count = ReceiveSome(client, buffer, sizeof buffer - 1)) > 0) {
      buffer[count] = '\0';
      SendAll(client, buffer, std::strlen(buffer));
    }
    const linger at_once{1, 0};
    setsockopt(client, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    close(client);
  });
}
