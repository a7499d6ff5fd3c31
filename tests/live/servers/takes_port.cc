// SPDX-License-Identifier: MIT
// A correct echo server as most courses have them: the port is the only argument, read with atoi,
// so of "127.0.0.1:50000" it takes 127.
#include "tests/faulty_servers/listen_socket.h"

int main(int argc, char** argv) {
  const int listener = ListenOn(PortArgument(argc, argv));
  EchoOneAfterAnother(listener);
}
