// SPDX-License-Identifier: MIT
// Counts, compares and shows the segments of one connection, as SegmentClassifier reads them.
// Inside of the layer.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "harness/base/clock.h"
#include "harness/model/flow.h"
#include "harness/pattern/flag_matcher.h"
#include "harness/wire/flow_options.h"
#include "harness/wire/flow_sampler.h"
#include "harness/wire/kept_segments.h"
#include "harness/wire/segment_classifier.h"
#include "harness/wire/tcp_segment.h"
#include "harness/wire/tcp_sender.h"

namespace echocheck {

class TcpFlow {
 public:
  struct Birth {
    const TcpSegment& first;  // still to be added
    Side from;
    std::uint64_t stream;
    bool keeps_segments;
    bool ports_reused;  // another connection between the same ports came before
  };
  // `options` must outlive this; `rule` may be null.
  TcpFlow(const Birth& birth, const FlowOptions& options, const FlagRule* rule);

  void Add(const TcpSegment& segment, Side from, std::uint64_t frame, Nanoseconds time);

  // See SegmentClassifier.
  bool Closed() const { return classifier_.Closed(); }
  bool IsNextConnection(const TcpSegment& segment, Side from) const {
    return classifier_.IsNextConnection(segment, from);
  }

  // What there is to say. The flow is done with then.
  FlowRecord Finish();

 private:
  struct SegmentAt {  // where and when the segment at hand is
    Side from;
    std::uint64_t frame;
    Nanoseconds time;
  };

  void Count(const TcpSegment& segment, const SegmentReading& reading, const SegmentAt& place);
  void CountMarks(const SegmentReading& reading, Side from);
  void CompareStreams(std::uint64_t frame);
  void TakeCompleteness(const TcpSegment& segment);
  void Show(const TcpSegment& segment, const SegmentReading& reading, const SegmentAt& place);
  void Keep(const FlowSegment& shown, const TcpSegment& segment);
  FlowSampler::Progress ProgressAt(Nanoseconds time) const;
  void Tell(FlowSegment& shown, const TcpSegment& segment) const;
  void SettleSameFrames();

  TcpSender& Of(Side side) { return classifier_.Of(side); }
  const TcpSender& Of(Side side) const { return classifier_.Of(side); }
  FlowDirection& CountsOf(Side side) {
    return side == Side::kClient ? record_.from_client : record_.from_server;
  }

  SegmentClassifier classifier_;
  std::array<std::uint64_t, 2> perhaps_repeated_{};  // index: Side
  FlowRecord record_;                                // without what is known only at the end
  KeptSegments kept_;
  FlowSampler sampler_;
  const FlowOptions& options_;
  bool keeps_segments_;
  bool shows_segments_;  // to the kept ones, to FlowOptions::on_segment, or both
  std::optional<FlagMatcher> matcher_;
};

}  // namespace echocheck
