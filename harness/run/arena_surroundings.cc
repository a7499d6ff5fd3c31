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

}  // namespace echocheck
