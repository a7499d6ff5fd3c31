// SPDX-License-Identifier: MIT
#include "harness/run/arena_surroundings.h"

namespace echocheck {

Result<std::vector<ListeningSocket>> ArenaSurroundings::Listening() {
  const auto sockets = sockets_.List(SocketFilter::kListening);
  if (!sockets) return sockets.error();
  std::vector<ListeningSocket> listening;
  for (const TcpSocket& socket : *sockets) {
    if (arena_.OwnsSocket(socket.inode)) listening.push_back({socket.local, socket.v6_only});
  }
  return listening;
}

Result<std::vector<ListeningSocket>> ArenaSurroundings::ListeningUdp() {
  const auto sockets = sockets_.ListUdp();
  if (!sockets) return sockets.error();
  std::vector<ListeningSocket> listening;
  for (const UdpSocket& socket : *sockets) {
    // Our clients and the capture's fence have UDP sockets in the same arena.
    if (arena_.HoldersOf(socket.inode).empty()) continue;
    listening.push_back({socket.local, socket.v6_only});
  }
  return listening;
}

}  // namespace echocheck
