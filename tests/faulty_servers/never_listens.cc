// SPDX-License-Identifier: MIT
// Fault: makes a socket, binds it, and forgets listen(2). It runs and serves nobody.
// Caught by: target.listens.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdint>

#include "tests/faulty_servers/listen_socket.h"

int main(int argc, char** argv) {
  const int port = PortArgument(argc, argv);
  const int listener = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (bind(listener, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) return 1;
  for (;;) pause();
}
