// SPDX-License-Identifier: MIT
// Says what each segment of one connection is: its role, Wireshark's marks, and a note. The only
// owner of what both ends have sent so far, and of their states. Inside of the layer.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "harness/base/clock.h"
#include "harness/model/flow.h"
#include "harness/wire/repeated_frames.h"
#include "harness/wire/sequence_analysis.h"
#include "harness/wire/sequence_view.h"
#include "harness/wire/tcp_segment.h"
#include "harness/wire/tcp_sender.h"
#include "harness/wire/tcp_states.h"

namespace echocheck {

struct SegmentReading {
  SegmentRole role = SegmentRole::kAck;
  std::uint16_t marks = 0;  // analysis_flag, without kPerhapsSameFrame
  std::optional<SegmentNote> note;
  bool perhaps_same_frame = false;  // without a note: AllFramesTwice() decides at the end
};

class SegmentClassifier {
 public:
  struct Birth {
    bool syn_first;     // the first segment has a SYN
    bool ports_reused;  // another connection between the same ports came before
    bool hash_streams;
  };
  explicit SegmentClassifier(const Birth& birth);

  // Reads the next segment of the connection, which came at `time`.
  SegmentReading Take(const TcpSegment& segment, Side from, Nanoseconds time);

  // Nothing but repetitions can still come.
  bool Closed() const { return states_.Closed(); }
  // A SYN that opens another connection between the same ports.
  bool IsNextConnection(const TcpSegment& segment, Side from) const;

  // As after the last segment.
  TcpSender& Of(Side side) { return senders_[static_cast<std::size_t>(side)]; }
  const TcpSender& Of(Side side) const { return senders_[static_cast<std::size_t>(side)]; }
  TcpState StateOf(Side side) const { return states_.Of(side); }
  // Returns the window that `segment` advertises, in bytes.
  std::uint32_t WindowOf(const TcpSegment& segment, Side from) const {
    // RFC 7323, section 2.2: the window of a SYN is never scaled.
    const bool scale = ScalingAgreed() && !segment.Has(tcp_flag::kSyn);
    return std::uint32_t{segment.window} << (scale ? Of(from).window_shift : 0);
  }
  bool AllFramesTwice() const { return repeated_.AllTwice(); }

 private:
  struct Finding {
    SegmentRole role = SegmentRole::kAck;
    bool first_fin = false;
  };

  void FindStart(const TcpSegment& segment, Side from);
  Finding Read(const TcpSegment& segment, Side from);
  Finding ReadSyn(const TcpSegment& segment, Side from);
  Finding ReadBytes(const TcpSegment& segment, Side from);
  SegmentRole ReadPureAck(const TcpSegment& segment, Side from) const;
  SegmentRole ReadSameAck(const TcpSegment& segment, const SequenceView& view, Side from) const;
  SequenceView ViewOf(const TcpSegment& segment, Side from) const;

  bool BeginsNewSession(const TcpSegment& segment, Side from) const;
  bool AnswersSynAlone(const TcpSegment& segment, Side from) const;
  bool IsHalfOpenAck(const TcpSegment& segment, Side from) const;
  std::optional<SegmentNote> NoteOn(const TcpSegment& segment, Side from, std::uint16_t marks,
                                    RepeatedFrames::Finding repeated) const;

  void TakeReset(Side from, std::optional<SegmentNote> note);
  void TakeAck(const TcpSegment& segment, Side from);
  void TakeFin(Side from, bool first_fin);

  bool ScalingAgreed() const { return senders_[0].offers_scaling && senders_[1].offers_scaling; }

  std::array<TcpSender, 2> senders_;  // index: Side
  SequenceAnalysis analysis_;
  RepeatedFrames repeated_;
  TcpStates states_;
  bool half_open_ = false;  // the last segment but RSTs was such an ACK
};

}  // namespace echocheck
