// SPDX-License-Identifier: MIT
// A correct echo server that becomes a daemon: the process that was launched is gone with status 0
// before anything listens, and what serves is in another session and nobody's child.
#include <fcntl.h>

#include "tests/faulty_servers/listen_socket.h"

namespace {

// The parent leaves, the child goes on.
void LeaveToChild() {
  const pid_t child = fork();
  if (child < 0) std::exit(1);
  if (child > 0) _exit(0);
}

void BecomeDaemon() {
  LeaveToChild();
  setsid();
  LeaveToChild();
  if (chdir("/") != 0) std::exit(1);
  const int nowhere = open("/dev/null", O_RDWR);
  for (int standard = 0; standard <= 2; ++standard) dup2(nowhere, standard);
  close(nowhere);
}

}  // namespace

int main(int argc, char** argv) {
  const int port = PortArgument(argc, argv);
  BecomeDaemon();
  const int listener = ListenOn(port);
  EchoOneAfterAnother(listener);
}
