// SPDX-License-Identifier: MIT
// A correct echo server that stops on SIGTERM and leaves its helpers behind: three processes, each
// in a session of its own, that ignore SIGTERM. Whoever runs it has to end them.
#include <csignal>

#include "tests/faulty_servers/listen_socket.h"

namespace {

void StartHelper() {
  if (fork() != 0) return;
  setsid();
  std::signal(SIGTERM, SIG_IGN);
  for (;;) pause();
}

}  // namespace

int main(int argc, char** argv) {
  const int port = PortArgument(argc, argv);
  for (int i = 0; i < 3; ++i) StartHelper();  // before listening: they hold no socket of ours
  const int listener = ListenOn(port);
  EchoOneAfterAnother(listener);
}
