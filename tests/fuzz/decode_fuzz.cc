// SPDX-License-Identifier: MIT
// Any bytes as a frame. What a decoder says of it must not depend on the link layer around the
// packet, nor on how much of it was captured; and what it says has to lie within the frame.
#include <algorithm>
#include <vector>

#include "harness/wire/decode_frame.h"
#include "tests/fuzz/fuzz_target.h"
#include "tests/fuzz/input_bytes.h"

namespace echocheck {
namespace {

using FrameBytes = std::vector<std::uint8_t>;

constexpr LinkType kLinks[] = {LinkType::kNull, LinkType::kEthernet,  LinkType::kRaw,
                               LinkType::kLoop, LinkType::kLinuxSll,  LinkType::kIpv4,
                               LinkType::kIpv6, LinkType::kLinuxSll2, LinkType{0x7fff},
                               LinkType::kPpp,  LinkType::kPppHdlc};

DecodedFrame Decode(LinkType link, std::span<const std::uint8_t> data, std::size_t wire_length) {
  Frame frame;
  frame.number = 1;
  frame.wire_length = static_cast<std::uint32_t>(wire_length);
  frame.data = data;
  return DecodeFrame(link, frame);
}

void HoldWithinFrame(const DecodedFrame& decoded, std::span<const std::uint8_t> data,
                     std::size_t wire_length) {
  const TcpSegment& segment = decoded.segment;
  Require(segment.payload.size() <= segment.payload_length, "no more payload than the headers say");
  Require(segment.payload_length <= wire_length, "no more payload than the frame has");
  Require(segment.options.window_scale <= 14, "RFC 7323: a shift is at most 14");
  Require(segment.source.family == segment.destination.family, "both addresses of one family");
  if (segment.payload.empty()) return;
  Require(segment.payload.data() >= data.data() &&
              segment.payload.data() + segment.payload.size() <= data.data() + data.size(),
          "the payload is in the frame");
}

void HoldSameHeaders(const TcpSegment& a, const TcpSegment& b) {
  Require(a.source == b.source && a.destination == b.destination, "same addresses");
  Require(a.source_port == b.source_port && a.destination_port == b.destination_port, "same ports");
  Require(a.seq == b.seq && a.ack == b.ack && a.flags == b.flags, "same numbers and flags");
  Require(a.window == b.window && a.urgent_pointer == b.urgent_pointer, "same window");
  Require(a.payload_length == b.payload_length && a.fragment == b.fragment, "same length");
}

// A capture that cut the frame may say less, and nothing else.
void HoldWhenCut(LinkType link, const DecodedFrame& whole, std::span<const std::uint8_t> data,
                 std::size_t wire_length) {
  for (std::size_t size = 0; size < std::min<std::size_t>(data.size(), 120); ++size) {
    const DecodedFrame cut = Decode(link, data.first(size), wire_length);
    if (cut.status == DecodeStatus::kOk) {
      Require(whole.status == DecodeStatus::kOk, "what can be read when cut can be read whole");
      HoldSameHeaders(cut.segment, whole.segment);
      HoldWithinFrame(cut, data.first(size), wire_length);
    }
  }
}

FrameBytes Behind(std::initializer_list<int> header, std::span<const std::uint8_t> packet) {
  FrameBytes frame;
  for (const int byte : header) frame.push_back(static_cast<std::uint8_t>(byte));
  frame.insert(frame.end(), packet.begin(), packet.end());
  return frame;
}

// The same packet behind every link layer's header.
void HoldBehindAnyLink(std::span<const std::uint8_t> packet, std::size_t extra) {
  const DecodedFrame raw = Decode(LinkType::kRaw, packet, packet.size() + extra);
  if (packet.empty() || (packet[0] >> 4 != 4 && packet[0] >> 4 != 6)) {
    Require(raw.status == DecodeStatus::kMalformed, "a packet is of IPv4 or IPv6");
    return;
  }
  const bool is_ipv4 = packet[0] >> 4 == 4;
  const int high = is_ipv4 ? 0x08 : 0x86;
  const int low = is_ipv4 ? 0x00 : 0xdd;
  const auto same = [&](LinkType link, const FrameBytes& frame) {
    const DecodedFrame other = Decode(link, frame, frame.size() + extra);
    Require(other.status == raw.status, "one answer behind any link layer");
    if (raw.status == DecodeStatus::kOk) HoldSameHeaders(other.segment, raw.segment);
  };
  same(is_ipv4 ? LinkType::kIpv4 : LinkType::kIpv6, Behind({}, packet));
  same(LinkType::kEthernet, Behind({1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6, high, low}, packet));
  same(LinkType::kEthernet,
       Behind({1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6, 0x81, 0, 0, 7, high, low}, packet));
  same(LinkType::kLinuxSll, Behind({0, 0, 3, 4, 0, 6, 0, 0, 0, 0, 0, 0, 0, 0, high, low}, packet));
  same(LinkType::kLinuxSll2,
       Behind({high, low, 0, 0, 0, 0, 0, 1, 3, 4, 0, 6, 0, 0, 0, 0, 0, 0, 0, 0}, packet));
  same(LinkType::kNull, Behind({is_ipv4 ? 2 : 10, 0, 0, 0}, packet));
  same(LinkType::kLoop, Behind({0, 0, 0, is_ipv4 ? 2 : 30}, packet));
}

}  // namespace
}  // namespace echocheck

// A link type, so many bytes that the capture cut, then the frame.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace echocheck;  // NOLINT(google-build-using-namespace)
  InputBytes input(data, size);
  const LinkType link = kLinks[input.Byte() % std::size(kLinks)];
  const std::size_t extra = input.Byte();
  const auto frame = input.Rest();
  const DecodedFrame decoded = Decode(link, frame, frame.size() + extra);
  if (decoded.status == DecodeStatus::kOk) HoldWithinFrame(decoded, frame, frame.size() + extra);
  HoldWhenCut(link, decoded, frame, frame.size() + extra);
  HoldBehindAnyLink(frame, extra);
  return 0;
}
