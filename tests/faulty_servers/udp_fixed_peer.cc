// SPDX-License-Identifier: MIT
// Fault: notes where the first datagram came from, and sends every answer there, whoever asked.
// Caught by: answers-wrong-peer (udp.complete, udp.unsolicited).
#include "tests/faulty_servers/listen_socket.h"

struct Peer {
  sockaddr_in address{};
  bool known = false;
};

static void ServeDatagrams(int udp) {
  static char buffer[65536];
  Peer peer;
  for (;;) {
    sockaddr_in from{};
    socklen_t length = sizeof from;
    const ssize_t count =
        recvfrom(udp, buffer, sizeof buffer, 0, reinterpret_cast<sockaddr*>(&from), &length);
    if (count < 0) continue;
    if (!peer.known) {
      peer.address = from;
      peer.known = true;
    }
    sendto(udp, buffer, static_cast<std::size_t>(count), 0,
           reinterpret_cast<sockaddr*>(&peer.address), sizeof peer.address);
  }
}

static void ServeStream(int client) {
  char buffer[4096];
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
