// SPDX-License-Identifier: MIT
// Fault: wants no more than three clients and closes its listening socket behind the third. It
// goes on running, and nobody can connect any more.
// Caught by: stops-serving (the fourth client).
#include <thread>

#include "tests/faulty_servers/listen_socket.h"

namespace {

void Serve(int client) {
  char buffer[4096];
  std::size_t count = 0;
  while ((count = ReceiveSome(client, buffer, sizeof buffer)) > 0) SendAll(client, buffer, count);
  close(client);
}

}  // namespace

int main(int argc, char** argv) {
  constexpr int kClients = 3;
  const int listener = ListenOn(PortArgument(argc, argv));
  for (int i = 0; i < kClients; ++i) std::thread(Serve, AcceptClient(listener)).detach();
  close(listener);
  for (;;) pause();
}
