// SPDX-License-Identifier: MIT
// One connection, segment by segment: roles, states, streams. Inside of the layer.
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
#include "harness/wire/repeated_frames.h"
#include "harness/wire/sequence_analysis.h"
#include "harness/wire/tcp_segment.h"
#include "harness/wire/tcp_sender.h"
#include "harness/wire/tcp_states.h"

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

  // Nothing but repetitions can still come.
  bool Closed() const { return states_.Closed(); }
  // A SYN that opens another connection between the same ports.
  bool IsNextConnection(const TcpSegment& segment, Side from) const;

  // What there is to say. The flow is done with then.
  FlowRecord Finish();

 private:
  struct SegmentAt {  // where and when the segment at hand is
    Side from;
    std::uint64_t frame;
    Nanoseconds time;
    std::uint16_t analysis;  // analysis_flag
    RepeatedFrames::Finding repeated;
    std::optional<SegmentNote> note;
  };
  struct Reading {
    SegmentRole role = SegmentRole::kAck;
    bool first_fin = false;
  };

  bool BeginsNewSession(const TcpSegment& segment, Side from) const;
  bool AnswersSynAlone(const TcpSegment& segment, Side from) const;
  bool IsHalfOpenAck(const TcpSegment& segment, Side from) const;
  std::optional<SegmentNote> NoteOn(const TcpSegment& segment, const SegmentAt& place) const;
  void TakeReset(const SegmentAt& place);
  void FindStart(const TcpSegment& segment, Side from);
  Reading Read(const TcpSegment& segment, Side from);
  Reading ReadSyn(const TcpSegment& segment, Side from);
  Reading ReadBytes(const TcpSegment& segment, Side from);
  SegmentRole ReadPureAck(const TcpSegment& segment, Side from) const;
  SegmentRole ReadSameAck(const TcpSegment& segment, Side from) const;

  void TakeAck(const TcpSegment& segment, Side from);
  void TakeFin(const TcpSegment& segment, const Reading& reading, const SegmentAt& place);
  void Count(const TcpSegment& segment, SegmentRole role, const SegmentAt& place);
  void CompareStreams(std::uint64_t frame);
  void TakeCompleteness(const TcpSegment& segment);
  void Show(const TcpSegment& segment, SegmentRole role, const SegmentAt& place);
  void Keep(const FlowSegment& shown, const TcpSegment& segment);
  FlowSampler::Progress ProgressAt(Nanoseconds time) const;
  void Tell(FlowSegment& shown, const TcpSegment& segment) const;
  void SettleSameFrames();

  bool ScalingAgreed() const { return senders_[0].offers_scaling && senders_[1].offers_scaling; }
  TcpSender& Of(Side side) { return senders_[static_cast<std::size_t>(side)]; }
  const TcpSender& Of(Side side) const { return senders_[static_cast<std::size_t>(side)]; }

  std::array<TcpSender, 2> senders_;  // index: Side
  SequenceAnalysis analysis_;
  RepeatedFrames repeated_;
  std::array<std::uint64_t, 2> perhaps_repeated_{};  // index: Side
  bool half_open_ = false;                           // the last segment but RSTs was such an ACK
  TcpStates states_;
  FlowRecord record_;  // what is neither a sender's nor known only at the end
  IpAddress client_address_;
  IpAddress server_address_;
  KeptSegments kept_;
  FlowSampler sampler_;
  const FlowOptions& options_;
  bool keeps_segments_;
  bool shows_segments_;  // to the kept ones, to FlowOptions::on_segment, or both
  std::optional<FlagMatcher> matcher_;
};

}  // namespace echocheck
