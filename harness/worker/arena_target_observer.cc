// SPDX-License-Identifier: MIT
#include "harness/worker/arena_target_observer.h"

namespace echocheck {

Status ArenaTargetObserver::AboutToLaunch(Transport transport) {
  before_.clear();
  if (arena_.isolation() == Isolation::kPrivate) return {};  // no other program is in there
  const auto tcp = sockets_.List(SocketFilter::kListening);
  if (!tcp) return tcp.error();
  for (const TcpSocket& socket : *tcp) before_.insert(socket.inode);
  if (transport == Transport::kTcp) return {};
  const auto udp = sockets_.ListUdp();
  if (!udp) return udp.error();
  for (const UdpSocket& socket : *udp) before_.insert(socket.inode);
  return {};
}

template <class Socket>
std::vector<ListeningSocket> ArenaTargetObserver::OfTarget(
    const std::vector<Socket>& sockets) const {
  std::vector<ListeningSocket> found;
  for (const Socket& socket : sockets) {
    switch (arena_.OwnerOf(socket.inode, socket.user)) {
      case SocketOwner::kTarget:
        found.push_back({socket.local, socket.v6_only, true});
        break;
      case SocketOwner::kUnknown:
        if (before_.contains(socket.inode)) break;
        found.push_back({socket.local, socket.v6_only, false});
        break;
      case SocketOwner::kOther:
        break;
    }
  }
  return found;
}

// It is called while the target starts, and for the last time after the target was stopped. So it
// notices whatever ended the arena in between.
Result<std::vector<ListeningSocket>> ArenaTargetObserver::Listening() {
  ECHOCHECK_TRY(arena_.Intact());
  const auto sockets = sockets_.List(SocketFilter::kListening);
  if (!sockets) return sockets.error();
  return OfTarget(*sockets);
}

// Our clients have UDP sockets in the same arena.
Result<std::vector<ListeningSocket>> ArenaTargetObserver::ListeningUdp() {
  ECHOCHECK_TRY(arena_.Intact());
  const auto sockets = sockets_.ListUdp();
  if (!sockets) return sockets.error();
  return OfTarget(*sockets);
}

}  // namespace echocheck
