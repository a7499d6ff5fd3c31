// SPDX-License-Identifier: MIT
// Reads what the kernel answers on a netlink socket (netlink(7)), by libnl's functions for
// messages. Its sockets are not used: they read a whole answer into memory of their own first.
#pragma once

#include <linux/netlink.h>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>

namespace echocheck {

struct NetlinkProgress {
  bool complete = false;  // the answer has come to its end
  int error = 0;  // an errno, or 0: the kernel refused the request, or its answer is damaged
};

// Calls `handle` for each message in `datagram` (what one recv returned) that answers the request
// number `sequence`. The answer to a dump spans several datagrams: read on until `complete` or an
// error.
NetlinkProgress ReadNetlinkAnswer(std::span<const char> datagram, std::uint32_t sequence,
                                  const std::function<void(const nlmsghdr&)>& handle);

// Returns the first byte of the attribute `type`, or nothing if the message has no such attribute.
// The attributes begin after `payload_size` bytes of payload.
std::optional<std::uint8_t> NetlinkAttributeByte(const nlmsghdr& message, std::size_t payload_size,
                                                 std::uint16_t type);

}  // namespace echocheck
