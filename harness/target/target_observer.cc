// SPDX-License-Identifier: MIT
#include "harness/target/target_observer.h"

namespace echocheck {

bool Serves(const ListeningSocket& socket, const Endpoint& address) {
  if (socket.local.port != address.port) return false;
  if (socket.local.host == address.host) return true;
  if (socket.local.host == "::") return IsIpv6(address.host) || !socket.v6_only;
  return socket.local.host == "0.0.0.0" && !IsIpv6(address.host);
}

}  // namespace echocheck
