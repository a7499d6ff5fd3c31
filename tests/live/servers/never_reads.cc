// SPDX-License-Identifier: MIT
// Takes a connection and never reads from it: whoever sends much stands before full buffers.
#include "tests/faulty_servers/listen_socket.h"

int main(int argc, char** argv) {
  const int listener = ListenOn(PortArgument(argc, argv));
  if (accept(listener, nullptr, nullptr) < 0) return 1;
  for (;;) pause();
}
