// SPDX-License-Identifier: MIT
// Fault: reads until the client has ended, and only then sends everything back: one that waits for
// its echo before it goes on waits for ever.
// Caught by: held-until-eof (a client that waits for the echo of a message).
#include <string>

#include "tests/faulty_servers/listen_socket.h"

int main(int argc, char** argv) {
  ServeEachInAThread(ListenOn(PortArgument(argc, argv)), [](int client) {
    std::string all;
    char buffer[4096];
    std::size_t count = 0;
    while ((count = ReceiveSome(client, buffer, sizeof buffer)) > 0) all.append(buffer, count);
    SendAll(client, all.data(), all.size());
    close(client);
  });
}
