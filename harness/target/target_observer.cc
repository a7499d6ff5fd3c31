// SPDX-License-Identifier: MIT
#include "harness/target/target_observer.h"

namespace echocheck {

bool Serves(const ListeningSocket& socket, const Endpoint& address) {
  if (socket.local.port != address.port) return false;
  if (socket.local.address == address.address) return true;
  if (!IsUnspecified(socket.local.address)) return false;
  if (IsIpv6(socket.local.address)) return IsIpv6(address.address) || !socket.v6_only;
  return !IsIpv6(address.address);
}

}  // namespace echocheck
