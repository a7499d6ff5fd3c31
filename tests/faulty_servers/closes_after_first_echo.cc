// SPDX-License-Identifier: MIT
// Fault: reads once, answers once, closes: it takes one read(2) for the whole conversation.
// Caught by: echo.complete.
#include "tests/faulty_servers/listen_socket.h"

int main(int argc, char** argv) {
  ServeEachInAThread(ListenOn(PortArgument(argc, argv)), [](int client) {
    char buffer[4096];
    const std::size_t count = ReceiveSome(client, buffer, sizeof buffer);
    SendAll(client, buffer, count);
    close(client);
  });
}
