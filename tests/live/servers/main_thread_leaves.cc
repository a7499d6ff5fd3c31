// SPDX-License-Identifier: MIT
// A correct echo server whose main() leaves its work to a thread and ends itself with
// pthread_exit(): the process lives on, and the kernel shows its first thread as a zombie.
#include <pthread.h>

#include "tests/faulty_servers/listen_socket.h"

namespace {

int listener = -1;

void* Serve(void* /*nothing*/) { EchoOneAfterAnother(listener); }

}  // namespace

int main(int argc, char** argv) {
  listener = ListenOn(PortArgument(argc, argv));
  pthread_t thread{};
  if (pthread_create(&thread, nullptr, Serve, nullptr) != 0) return 1;
  pthread_exit(nullptr);
}
