// SPDX-License-Identifier: MIT
// A correct echo server that logs as much as it can, for as long as it runs, from a second thread.
#include <string>
#include <thread>

#include "tests/faulty_servers/listen_socket.h"

namespace {

void LogForever() {
  std::string block;
  while (block.size() < 64UL * 1024) block += "all is well and there is nothing to report\n";
  while (write(STDERR_FILENO, block.data(), block.size()) > 0) {
  }
}

}  // namespace

int main(int argc, char** argv) {
  const int port = PortArgument(argc, argv);
  std::thread(LogForever).detach();
  const int listener = ListenOn(port);
  EchoOneAfterAnother(listener);
}
