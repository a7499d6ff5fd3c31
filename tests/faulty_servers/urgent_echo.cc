// SPDX-License-Identifier: MIT
// Fault: sends the last byte of each echo as urgent data "so that it goes out at once". The
// client's kernel takes it out of the stream. Caught by: echo.wire, echo.complete.
#include "tests/faulty_servers/listen_socket.h"

int main(int argc, char** argv) {
  ServeEachInAThread(ListenOn(PortArgument(argc, argv)), [](int client) {
    char buffer[4096];
    std::size_t count = 0;
    while ((count = ReceiveSome(client, buffer, sizeof buffer)) > 0) {
      SendAll(client, buffer, count - 1);
      send(client, buffer + count - 1, 1, MSG_OOB | MSG_NOSIGNAL);
    }
    close(client);
  });
}
