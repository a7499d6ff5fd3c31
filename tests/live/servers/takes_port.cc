// SPDX-License-Identifier: MIT
// A correct echo server as most courses have them: the port is the only argument, read with atoi,
// so of "127.0.0.1:50000" it takes 127.
#include "tests/faulty_servers/listen_socket.h"

int main(int argc, char** argv) {
  const int listener = ListenOn(PortArgument(argc, argv));
  for (;;) {
    const int client = AcceptClient(listener);
    char buffer[4096];
    std::size_t count = 0;
    while ((count = ReceiveSome(client, buffer, sizeof buffer)) > 0) {
      SendAll(client, buffer, count);
    }
    close(client);
  }
}
