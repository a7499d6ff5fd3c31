// SPDX-License-Identifier: MIT
// Fault: takes an empty datagram for none at all, as recv() on a TCP socket would have it, and does
// not answer it.
// Caught by: udp.complete, with an empty datagram.
#include "tests/faulty_servers/listen_socket.h"

static void AnswerDatagram(int socket) {
  static char buffer[65536];
  sockaddr_in peer{};
  socklen_t length = sizeof peer;
  auto* address = reinterpret_cast<sockaddr*>(&peer);
  const ssize_t count = recvfrom(socket, buffer, sizeof buffer, 0, address, &length);
  if (count <= 0) return;
  sendto(socket, buffer, static_cast<std::size_t>(count), 0, address, length);
}

static void AnswerStream(int client) {
  char buffer[8192];
  while (const std::size_t count = ReceiveSome(client, buffer, sizeof buffer)) {
    SendAll(client, buffer, count);
  }
  close(client);
}

int main(int argc, char** argv) {
  const int port = PortArgument(argc, argv);
  const int udp = BindUdp(port);
  std::thread([udp] {
    for (;;) AnswerDatagram(udp);
  }).detach();
  ServeEachInAThread(ListenOn(port), AnswerStream);
}
