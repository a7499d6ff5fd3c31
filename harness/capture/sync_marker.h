// SPDX-License-Identifier: MIT
// A mark on the wire: all that was sent before the marker has been captured when the marker has.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "harness/base/result.h"
#include "harness/base/unique_handles.h"

namespace echocheck {

// On a loopback: datagrams to ourselves over 127.0.0.1, with a nonce that the target cannot know.
// Their protocol is one for experiments (RFC 3692), and no UDP: that would take a port of the
// target's or its clients' once in some ten thousand times. On any other interface: Ethernet frames
// to its own address, of a type for local experiments (IEEE 802, clause 9.2.4). Needs CAP_NET_RAW,
// as capturing does.
class SyncMarker {
 public:
  // Environment error: no such interface, no right, or neither a loopback nor Ethernet.
  static Result<SyncMarker> Open(const std::string& interface = "lo");

  // Sends one; returns its serial number, counted from 1.
  Result<std::uint32_t> Send();

  // The serial number when `frame` is one of ours, else 0.
  std::uint32_t Recognise(std::span<const std::uint8_t> frame) const;

  // A capture filter that lets its frames pass.
  const std::string& filter() const { return filter_; }

 private:
  static constexpr std::size_t kNonceSize = 16;
  SyncMarker() = default;
  Status OpenLoopback();
  Status OpenEthernet(const std::string& interface);

  UniqueFd socket_;                   // bound to the interface
  std::vector<std::uint8_t> header_;  // of each frame; empty: the kernel makes it
  std::string filter_;
  std::array<std::uint8_t, kNonceSize> nonce_{};
  std::uint32_t sent_ = 0;
};

}  // namespace echocheck
