// SPDX-License-Identifier: MIT
// Fault: since UDP may lose datagrams, it sends every answer twice, to be on the safe side.
// Caught by: datagram-twice (udp.unsolicited).
#include "tests/faulty_servers/listen_socket.h"

static int udp_socket = -1;

static void AnswerDatagrams() {
  static char buffer[65536];
  sockaddr_in peer{};
  socklen_t length = sizeof peer;
  auto* address = reinterpret_cast<sockaddr*>(&peer);
  ssize_t count = 0;
  do {
    count = recvfrom(udp_socket, buffer, sizeof buffer, 0, address, &length);
  } while (count < 0 && errno == EINTR);
  if (count < 0) return;
  constexpr int kTries = 2;
  for (int i = 0; i < kTries; ++i) {
    sendto(udp_socket, buffer, static_cast<std::size_t>(count), 0, address, length);
  }
}

static void AnswerStream(int client) {
  char buffer[8192];
  for (;;) {
    const std::size_t count = ReceiveSome(client, buffer, sizeof buffer);
    if (count == 0) break;
    SendAll(client, buffer, count);
  }
  close(client);
}

int main(int argc, char** argv) {
  const int port = PortArgument(argc, argv);
  udp_socket = BindUdp(port);
  std::thread([] {
    for (;;) AnswerDatagrams();
  }).detach();
  ServeEachInAThread(ListenOn(port), AnswerStream);
}
