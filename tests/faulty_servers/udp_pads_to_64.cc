// SPDX-License-Identifier: MIT
// Fault: pads the answer to a datagram of less than 64 bytes with what is in its buffer. (TCP is
// served well.) Caught by: udp-answer-too-long (udp.bytes).
#include "tests/faulty_servers/listen_socket.h"

static void ServeDatagrams(int udp) {
  char buffer[65536];
  for (;;) {
    sockaddr_in peer{};
    socklen_t length = sizeof peer;
    auto* address = reinterpret_cast<sockaddr*>(&peer);
    const ssize_t count = recvfrom(udp, buffer, sizeof buffer, 0, address, &length);
    if (count < 0) continue;
    const bool is_short = count > 0 && count < 64;
    sendto(udp, buffer, is_short ? 64 : static_cast<std::size_t>(count), 0, address, length);
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
