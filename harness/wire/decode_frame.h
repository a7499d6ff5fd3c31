// SPDX-License-Identifier: MIT
// Frame -> TCP segment, through VLANs and tunnels: of several IP headers the innermost counts.
// Reads foreign bytes: every length is checked, nothing in them is fatal, and checksums are never
// judged (offload leaves them to hardware that loopback does not have).
#pragma once

#include <cstdint>

#include "harness/model/frame.h"
#include "harness/wire/other_protocol.h"
#include "harness/wire/tcp_segment.h"

namespace echocheck {

enum class DecodeStatus : std::uint8_t {
  kOk,
  kNotOurs,    // another protocol
  kFragment,   // past the first, so without a TCP header
  kMalformed,  // headers that contradict themselves or their length, or that the capture cut
};

struct DecodedFrame {
  DecodeStatus status = DecodeStatus::kMalformed;
  OtherProtocol other;  // on kNotOurs: what it is instead
  TcpSegment segment;   // complete on kOk; borrows from the frame
};

DecodedFrame DecodeFrame(LinkType link, const Frame& frame);

}  // namespace echocheck
