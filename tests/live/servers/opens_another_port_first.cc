// SPDX-License-Identifier: MIT
// A correct server that first opens a port for its operators, and then works for a while.
#include <chrono>
#include <string>

#include "tests/faulty_servers/listen_socket.h"

int main(int argc, char** argv) {
  const int port = PortArgument(argc, argv);
  ListenOn(port + 1000);
  const auto end = std::chrono::steady_clock::now() + std::chrono::milliseconds(600);
  while (std::chrono::steady_clock::now() < end) {
  }
  const int listener = ListenOn(port);
  EchoOneAfterAnother(listener);
}
