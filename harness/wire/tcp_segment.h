// SPDX-License-Identifier: MIT
// One TCP segment as its headers describe it.
#pragma once

#include <cstdint>
#include <span>

#include "harness/base/bytes.h"
#include "harness/base/ip_address.h"

namespace echocheck {

// RFC 9293 section 3.1, RFC 7323, RFC 2018.
struct TcpOptions {
  bool malformed = false;  // the list contradicts itself or was cut; what came before it counts
  bool sack_permitted = false;
  bool has_mss = false;
  bool has_window_scale = false;
  bool has_timestamps = false;
  std::uint8_t window_scale = 0;  // at most 14, as RFC 7323 section 2.3 asks
  std::uint16_t mss = 0;
  std::uint32_t timestamp_value = 0;
  std::uint32_t timestamp_echo = 0;
};

// A view: `payload` borrows from the frame.
struct TcpSegment {
  IpAddress source;
  IpAddress destination;
  std::uint16_t source_port = 0;
  std::uint16_t destination_port = 0;
  std::uint32_t seq = 0;
  std::uint32_t ack = 0;
  std::uint8_t flags = 0;  // tcp_flag
  std::uint16_t window = 0;
  std::uint16_t urgent_pointer = 0;
  std::uint16_t checksum = 0;        // as it came, never judged
  std::uint16_t identification = 0;  // of the IPv4 packet; 0 in IPv6
  bool fragment = false;             // the first of several: the rest of the payload is elsewhere
  TcpOptions options;
  std::uint32_t frame_length = 0;    // of all of the frame on the wire
  std::uint32_t payload_length = 0;  // by the IP header
  std::span<const std::uint8_t> payload;

  // What the capture has of the payload.
  BytesView captured() const {
    return {reinterpret_cast<const char*>(payload.data()), payload.size()};
  }
  // The capture does not have all of it.
  bool cut() const { return payload.size() < payload_length; }
  bool Has(std::uint8_t flag) const { return (flags & flag) != 0; }
};

}  // namespace echocheck
