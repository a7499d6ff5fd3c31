// SPDX-License-Identifier: MIT
// A correct echo server whose main() leaves its work to a thread and ends itself with
// pthread_exit(): the process lives on, and the kernel shows its first thread as a zombie.
#include <pthread.h>

#include "tests/faulty_servers/listen_socket.h"

namespace {

int listener = -1;

void* Serve(void* /*nothing*/) {
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

}  // namespace

int main(int argc, char** argv) {
  listener = ListenOn(PortArgument(argc, argv));
  pthread_t thread{};
  if (pthread_create(&thread, nullptr, Serve, nullptr) != 0) return 1;
  pthread_exit(nullptr);
}
