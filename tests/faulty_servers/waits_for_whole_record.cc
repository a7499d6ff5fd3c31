// SPDX-License-Identifier: MIT
// Fault: receives records of 512 octets with MSG_WAITALL: nothing comes back until one is full, or
// the client has ended.
// Caught by: held-until-full-block (a client that waits for the echo of a short message).
#include "tests/faulty_servers/listen_socket.h"

int main(int argc, char** argv) {
  ServeEachInAThread(ListenOn(PortArgument(argc, argv)), [](int client) {
    char record[512];
    ssize_t count = 0;
    while ((count = recv(client, record, sizeof record, MSG_WAITALL)) > 0) {
      SendAll(client, record, static_cast<std::size_t>(count));
    }
    close(client);
  });
}
