// SPDX-License-Identifier: MIT
#include "harness/wire/tcp_header.h"

#include <algorithm>

namespace echocheck {
namespace {

constexpr std::size_t kFixedHeader = 20;

enum OptionKind : std::uint8_t {
  kEnd = 0,
  kNoOperation = 1,
  kMaximumSegmentSize = 2,
  kWindowScale = 3,
  kSackPermitted = 4,
  kTimestamps = 8,
};

// One option with its length byte; false when its length is not that of its kind.
bool TakeOption(std::span<const std::uint8_t> option, TcpOptions& out) {
  constexpr std::uint8_t kLargestShift = 14;
  switch (option[0]) {
    case kMaximumSegmentSize:
      if (option.size() != 4) return false;
      out.has_mss = true;
      out.mss = Big16(option, 2);
      return true;
    case kWindowScale:
      if (option.size() != 3) return false;
      out.has_window_scale = true;
      out.window_scale = std::min(option[2], kLargestShift);
      return true;
    case kSackPermitted:
      if (option.size() != 2) return false;
      out.sack_permitted = true;
      return true;
    case kTimestamps:
      if (option.size() != 10) return false;
      out.has_timestamps = true;
      out.timestamp_value = Big32(option, 2);
      out.timestamp_echo = Big32(option, 6);
      return true;
    default:
      return true;  // one that we need not know
  }
}

void TakeOptions(std::span<const std::uint8_t> list, TcpOptions& out) {
  while (!list.empty() && list[0] != kEnd) {
    if (list[0] == kNoOperation) {
      list = list.subspan(1);
      continue;
    }
    const std::size_t length = list.size() < 2 ? 0 : list[1];
    if (length < 2 || length > list.size() || !TakeOption(list.first(length), out)) {
      out.malformed = true;
      return;
    }
    list = list.subspan(length);
  }
}

}  // namespace

DecodeStatus TakeTcpHeader(const Packet& packet, TcpSegment& out) {
  const auto data = packet.data;
  if (data.size() < kFixedHeader) return DecodeStatus::kMalformed;
  const std::size_t header = (data[12] >> 4) * std::size_t{4};
  if (header < kFixedHeader || header > packet.wire_length) return DecodeStatus::kMalformed;
  out.source_port = Big16(data, 0);
  out.destination_port = Big16(data, 2);
  out.seq = Big32(data, 4);
  out.ack = Big32(data, 8);
  out.flags = data[13];
  out.window = Big16(data, 14);
  out.checksum = Big16(data, 16);
  out.urgent_pointer = Big16(data, 18);
  out.payload_length = static_cast<std::uint32_t>(packet.wire_length - header);
  // A capture that ends within the options still has all that the flow needs.
  const std::size_t captured = std::min(header, data.size());
  if (captured > kFixedHeader) {
    TakeOptions(data.subspan(kFixedHeader, captured - kFixedHeader), out.options);
  }
  if (captured < header) out.options.malformed = true;
  out.payload = data.subspan(captured);
  return DecodeStatus::kOk;
}

}  // namespace echocheck
