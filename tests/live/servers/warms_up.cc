// SPDX-License-Identifier: MIT
// A correct server in which a thread works for a second after it listens, as runtimes do.
#include <chrono>
#include <thread>

#include "tests/faulty_servers/listen_socket.h"

int main(int argc, char** argv) {
  const int listener = ListenOn(PortArgument(argc, argv));
  std::thread([] {
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(1);
    while (std::chrono::steady_clock::now() < end) {
    }
  }).detach();
  EchoOneAfterAnother(listener);
}
