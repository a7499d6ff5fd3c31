// SPDX-License-Identifier: MIT
// Flows written as text, for the tests of flag patterns.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "harness/model/flow.h"
#include "harness/pattern/flag_matcher.h"
#include "harness/pattern/flag_pattern.h"

namespace echocheck {

inline constexpr char kBasicPattern[] =
    "C:SYN S:SYN+ACK C:ACK (C:PSH+ACK S:PSH+ACK){2} C:FIN+ACK S:FIN+ACK C:ACK";

inline FlagPattern MustParse(const std::string& text) {
  auto pattern = FlagPattern::Parse(text);
  EXPECT_TRUE(pattern) << text << ": " << (pattern ? "" : pattern.error().message.english());
  return std::move(pattern).value();
}

// Both sides of one connection, as a correct pair of kernels numbers its segments. A segment has
// five bytes if it is of data, and acknowledges all that the other side has sent so far.
class TwoKernels {
 public:
  FlowSegment Send(Side from, SegmentRole role) {
    auto& mine = next_.at(static_cast<std::size_t>(from));
    auto& theirs = next_.at(1 - static_cast<std::size_t>(from));
    FlowSegment segment;
    segment.frame = ++frame_;
    segment.from = from;
    segment.role = role;
    segment.seq = mine;
    segment.flags = tcp_flag::kAck;
    const auto flag = [&](std::uint8_t bit) {
      segment.flags = static_cast<std::uint8_t>(segment.flags | bit);
    };
    const auto consume = [&](std::uint32_t bytes, std::uint32_t control) {
      segment.length = bytes;
      mine += bytes + control;
    };
    switch (role) {
      case SegmentRole::kSyn:
        segment.flags = tcp_flag::kSyn;
        consume(0, 1);
        break;
      case SegmentRole::kSynAck:
        flag(tcp_flag::kSyn);
        consume(0, 1);
        break;
      case SegmentRole::kData:
      case SegmentRole::kOutOfOrder:
        flag(tcp_flag::kPsh);
        consume(5, 0);
        break;
      case SegmentRole::kDataFin:
        flag(tcp_flag::kPsh | tcp_flag::kFin);
        consume(5, 1);
        break;
      case SegmentRole::kFin:
        flag(tcp_flag::kFin);
        consume(0, 1);
        break;
      case SegmentRole::kReset:
        flag(tcp_flag::kRst);
        break;
      case SegmentRole::kRetransmission:
        flag(tcp_flag::kPsh);
        segment.seq -= 5;
        segment.length = 5;
        break;
      case SegmentRole::kHandshakeAck:
      case SegmentRole::kAck:
      case SegmentRole::kFinAck:
      case SegmentRole::kKeepAlive:
      case SegmentRole::kKeepAliveAck:
      case SegmentRole::kWindowUpdate:
      case SegmentRole::kZeroWindowProbe:
      case SegmentRole::kDuplicateAck:
        break;
    }
    segment.ack = (segment.flags & tcp_flag::kAck) != 0 ? theirs : 0;
    return segment;
  }

 private:
  std::array<std::uint32_t, 2> next_{};
  std::uint64_t frame_ = 0;
};

// "C:syn S:syn-ack C:handshake-ack ...": side and SegmentRole. A "<" behind the role: sent before
// the last segment of the other side had come, so it does not acknowledge that one.
inline std::vector<FlowSegment> Flow(const std::string& script) {
  TwoKernels kernels;
  std::vector<FlowSegment> segments;
  std::istringstream words(script);
  for (std::string word; words >> word;) {
    const bool crossing = word.back() == '<';
    if (crossing) word.pop_back();
    const auto role = FromString<SegmentRole>(word.substr(2));
    EXPECT_TRUE(role) << word;
    FlowSegment segment =
        kernels.Send(word[0] == 'C' ? Side::kClient : Side::kServer, role.value());
    if (crossing) segment.ack = segments.back().seq;
    segments.push_back(segment);
  }
  return segments;
}

inline PatternResult Match(const std::string& pattern, const std::vector<FlowSegment>& flow,
                           PatternMode mode = PatternMode::kNormal) {
  FlagMatcher matcher(MustParse(pattern), mode);
  for (const FlowSegment& segment : flow) matcher.Feed(segment);
  return matcher.Finish();
}

// "matched", or "frame 7: S:RST+ACK, allowed S:FIN+ACK", "frame -: ..." at the end.
inline std::string Outcome(const PatternResult& result) {
  if (result.matched) return "matched";
  const std::string frame = result.frame ? std::to_string(*result.frame) : "-";
  return "frame " + frame + ": " + result.came + ", allowed " + result.allowed;
}

}  // namespace echocheck
