// SPDX-License-Identifier: MIT
// What one side of a connection has sent so far, in offsets that do not wrap. Inside of the layer.
#pragma once

#include <cstdint>
#include <optional>

#include "harness/model/flow.h"
#include "harness/wire/stream_reassembler.h"

namespace echocheck {

// Offsets count from the SYN, as relative sequence numbers do: SYN 0, first byte 1, FIN behind the
// last byte.
class TcpSender {
 public:
  explicit TcpSender(bool hash_stream) : stream(hash_stream) {}

  // Its SYN was seen. False: one came before.
  bool TakeSyn(std::uint32_t isn);
  // A new session with the same ports and the same number: what was sent before is over.
  void BeginAnew();
  // It began with another number, as far as is known; without a SYN that is a guess.
  bool IsOtherSyn(std::uint32_t isn) const { return started_ && isn != isn_; }

  // For a connection whose SYN the capture has not: `next` is a number that it used, or that the
  // other side waits for. Nothing if there is a start already.
  void GuessStart(std::uint32_t next);
  // The first bytes that it sends correct the guess: what it sent before the capture is no hole.
  void SettleStart(std::uint32_t seq);

  bool syn_seen() const { return syn_seen_; }

  // `seq` as an offset, taken as the one that is nearest to what is expected next.
  std::int64_t Offset(std::uint32_t seq) const {
    const std::int64_t next = stream.next();
    return next + static_cast<std::int32_t>(seq - isn_ - static_cast<std::uint32_t>(next));
  }
  std::uint32_t Relative(std::uint32_t seq) const { return seq - isn_; }

  // The next number that it will use, as far as the wire has shown without a hole.
  std::int64_t NextOffset() const {
    return fin && *fin <= stream.next() ? *fin + 1 : stream.next();
  }

  // The other side has everything that it sent.
  bool AllAcknowledged() const { return acknowledged >= NextOffset(); }

  void TakeWindow(std::uint32_t bytes) {
    window = bytes;
    window_known = true;
  }

  StreamReassembler stream;
  std::optional<std::int64_t> fin;  // its offset
  std::int64_t bytes_end = 1;       // behind the farthest byte it sent, holes or not
  std::int64_t acknowledged = 0;    // by the other side
  std::uint32_t window = 0;         // as it advertised last, scaled
  std::uint8_t window_shift = 0;
  bool window_known = false;
  bool offers_scaling = false;
  bool acked_before = false;  // it has sent an ACK number
  bool fin_taken = false;     // the FIN and everything before it are there
  bool fin_acknowledged = false;
  SegmentRole last_role = SegmentRole::kSyn;

 private:
  std::uint32_t isn_ = 0;
  bool started_ = false;
  bool syn_seen_ = false;
  bool start_is_guess_ = false;
};

}  // namespace echocheck
