// SPDX-License-Identifier: MIT
// Fault: goes on to the next client without closing the connection of the last one, which stays in
// CLOSE-WAIT for as long as the server runs.
// Caught by: close.fin, close.released.
#include "tests/faulty_servers/listen_socket.h"

int main(int argc, char** argv) {
  ServeEachInAThread(ListenOn(PortArgument(argc, argv)), [](int client) {
    char buffer[4096];
    std::size_t count = 0;
    while ((count = ReceiveSome(client, buffer, sizeof buffer)) > 0) {
      SendAll(client, buffer, count);
    }
  });
}
