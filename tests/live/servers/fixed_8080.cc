// SPDX-License-Identifier: MIT
// A correct echo server with its port in the source: it listens on 8080 whatever its arguments.
#include "tests/faulty_servers/listen_socket.h"

int main() {
  const int listener = ListenOn(8080);
  EchoOneAfterAnother(listener);
}
