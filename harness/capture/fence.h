// SPDX-License-Identifier: MIT
// A mark on the wire: all that was sent before the fence has been captured when the fence has.
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "harness/base/result.h"
#include "harness/base/unique_handles.h"

namespace echocheck {

// Datagrams to ourselves over 127.0.0.1, with a nonce that the target cannot know. Their protocol
// is one for experiments (RFC 3692), and no UDP: that would take a port of the target's or its
// clients' once in some ten thousand times. Needs CAP_NET_RAW, as capturing does.
class Fence {
 public:
  static Result<Fence> Open();

  // Sends one; returns its serial number, counted from 1.
  Result<std::uint32_t> Send();

  // The serial number when `frame` is one of ours, else 0.
  std::uint32_t Recognise(std::span<const std::uint8_t> frame) const;

  // A capture filter that lets fences pass.
  static constexpr char kFilter[] = "ip proto 253";

 private:
  static constexpr std::size_t kNonceSize = 16;
  Fence() = default;

  UniqueFd socket_;
  std::array<std::uint8_t, kNonceSize> nonce_{};
  std::uint32_t sent_ = 0;
};

}  // namespace echocheck
