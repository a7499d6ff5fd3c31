// SPDX-License-Identifier: MIT
// Fault: receives datagrams into a buffer of 512 bytes; of a larger one the kernel throws the rest
// away. (TCP is served well, where the rest stays in the stream.)
// Caught by: datagram-cut (udp.bytes).
#include "tests/faulty_servers/listen_socket.h"

static void ServeDatagrams(int udp) {
  char buffer[512];
  for (;;) {
    sockaddr_in peer{};
    socklen_t length = sizeof peer;
    auto* address = reinterpret_cast<sockaddr*>(&peer);
    const ssize_t count = recvfrom(udp, buffer, sizeof buffer, 0, address, &length);
    if (count < 0) continue;
    sendto(udp, buffer, static_cast<std::size_t>(count), 0, address, length);
  }
}

static void ServeStream(int client) {
  char buffer[512];
  std::size_t count = 0;
  while ((count = ReceiveSome(client, buffer, sizeof buffer)) > 0) SendAll(client, buffer, count);
  close(client);
}

int main(int argc, char** argv) {
  const int port = PortArgument(argc, argv);
  const int listener = ListenOn(port);
  std::thread(ServeDatagrams, BindUdp(port)).detach();
  ServeEachInAThread(listener, ServeStream);
}
