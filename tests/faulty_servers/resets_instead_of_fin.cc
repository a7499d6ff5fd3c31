// SPDX-License-Identifier: MIT
// Fault: lets go of its connections with a linger time of 0, "to avoid TIME_WAIT". That is an
// abort: the kernel sends RST. Caught by: close.no_reset.
#include "tests/faulty_servers/listen_socket.h"

int main(int argc, char** argv) {
  ServeEachInAThread(ListenOn(PortArgument(argc, argv)), [](int client) {
    const linger abort_at_close{.l_onoff = 1, .l_linger = 0};
    setsockopt(client, SOL_SOCKET, SO_LINGER, &abort_at_close, sizeof abort_at_close);
    char buffer[4096];
    std::size_t count = 0;
    while ((count = ReceiveSome(client, buffer, sizeof buffer)) > 0) {
      SendAll(client, buffer, count);
    }
    close(client);
  });
}
