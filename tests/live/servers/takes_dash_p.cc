// SPDX-License-Identifier: MIT
// A correct echo server that takes "-p PORT" and nothing else.
#include <getopt.h>

#include "tests/faulty_servers/listen_socket.h"

int main(int argc, char** argv) {
  int port = 0;
  for (int option = 0; (option = getopt(argc, argv, "p:")) != -1;) {
    if (option == 'p') port = std::atoi(optarg);  // NOLINT(bugprone-*)
  }
  if (port < 1 || port > 65535 || optind != argc) {
    std::fprintf(stderr, "usage: %s -p PORT\n", argv[0]);
    return 2;
  }
  const int listener = ListenOn(port);
  EchoOneAfterAnother(listener);
}
