// SPDX-License-Identifier: MIT
#include "harness/wire/sequence_analysis.h"

#include <utility>

#include "harness/wire/tcp_states.h"

namespace echocheck {
namespace {

// A segment that follows two duplicate acknowledgements of its number so soon answers them.
constexpr Nanoseconds kFastRetransmission = std::chrono::milliseconds(20);
// What is late by less than the handshake's round trip was overtaken, not sent again. This if there
// was no handshake.
constexpr Nanoseconds kUnknownRoundTrip = std::chrono::milliseconds(3);

// By RFC 9293, section 3.4: numbers compare modulo 2^32.
bool Before(std::uint32_t a, std::uint32_t b) { return static_cast<std::int32_t>(a - b) < 0; }
bool UpTo(std::uint32_t a, std::uint32_t b) { return static_cast<std::int32_t>(a - b) <= 0; }

// Behind its last byte, and behind SYN or FIN, which have a number, too.
std::uint32_t EndOf(const TcpSegment& segment) {
  return segment.seq + segment.payload_length +
         (segment.Has(tcp_flag::kSyn | tcp_flag::kFin) ? 1 : 0);
}

// Less than `limit` after `since`. Of two processors that stamp frames one may be behind, so that a
// frame has an earlier time than the one captured before it: for Wireshark that is not soon.
bool Soon(Nanoseconds time, Nanoseconds since, Nanoseconds limit) {
  return time >= since && time - since < limit;
}

}  // namespace

std::uint16_t SequenceAnalysis::Add(const TcpSegment& segment, Side from, Nanoseconds time) {
  Direction& sender = directions_[static_cast<std::size_t>(from)];
  Direction& receiver = directions_[static_cast<std::size_t>(OtherSide(from))];
  std::uint16_t found = LookAtStart(segment, sender, receiver);
  const Look look{segment, sender, receiver, time, ViewOf(segment, sender, receiver)};
  found |= LookAtAck(look);
  if (segment.ack != sender.ack) {
    sender.duplicate_acks = 0;
    sender.acked_unseen = false;
  }
  found |= LookForUnseen(look);
  if (segment.payload_length > 0 || segment.Has(tcp_flag::kSyn | tcp_flag::kFin)) {
    found |= LookAtBytes(look);
  }
  Remember(look, found);
  TakeRoundTrip(segment, time);  // that it ends itself a segment does not know
  return found;
}

// The next number is behind the farthest byte, holes or not, and a window probe's byte does not
// move it. The acknowledgement and the window are those of the last segment, whatever it was.
SequenceView SequenceAnalysis::ViewOf(const TcpSegment& segment, const Direction& sender,
                                      const Direction& receiver) {
  SequenceView view;
  view.begun = sender.begun;
  view.ahead = static_cast<std::int32_t>(segment.seq - sender.next);
  view.receiver_shut = receiver.window_known && receiver.window == 0;
  view.same_ack = segment.ack == sender.ack;
  view.same_window = sender.window_known && segment.window == sender.window;
  return view;
}

// A SYN again, with the number that it had: what came in between, an RST with the number that the
// other side had acknowledged, moves nothing. Another number in a SYN+ACK is a new connection that
// the other side's SYN began.
std::uint16_t SequenceAnalysis::LookAtStart(const TcpSegment& segment, Direction& sender,
                                            Direction& receiver) {
  std::uint16_t found = 0;
  if (std::exchange(ports_reused_, false)) found |= analysis_flag::kPortsReused;
  if (segment.Has(tcp_flag::kSyn) && sender.start) {
    if (!segment.Has(tcp_flag::kAck)) {
      if (segment.seq == *sender.start && sender.begun) sender.next = sender.whole;
    } else if (segment.seq != *sender.start) {
      sender.start = segment.seq;
      found |= analysis_flag::kPortsReused;
    }
  }
  if (!sender.start) sender.start = segment.Has(tcp_flag::kSyn) ? segment.seq : segment.seq - 1;
  if (!receiver.start && segment.Has(tcp_flag::kAck)) receiver.start = segment.ack - 1;
  return found;
}

// Everything that can be said of a segment without new bytes, and probes, which pretend to have
// some.
std::uint16_t SequenceAnalysis::LookAtAck(const Look& look) {
  const auto& [segment, sender, receiver, time, view] = look;
  if (IsByteForZeroWindow(segment, view)) return analysis_flag::kZeroWindowProbe;
  std::uint16_t found = 0;
  if (view.begun && view.ahead > 0 && !segment.Has(tcp_flag::kRst)) {
    found |= analysis_flag::kLostSegment;
  }
  if (IsControl(segment)) return found;
  if (segment.window == 0) found |= analysis_flag::kZeroWindow;
  if (IsOneBelowNext(segment, view)) found |= analysis_flag::kKeepAlive;
  if (segment.window == 0 || !IsInOrder(view) || !RepeatsAck(segment, view)) return found;
  if ((receiver.last_flags & analysis_flag::kKeepAlive) != 0) {
    return found | analysis_flag::kKeepAliveAck;
  }
  sender.duplicate_acks = std::exchange(sender.acked_unseen, false) ? 1 : sender.duplicate_acks + 1;
  return found | analysis_flag::kDuplicateAck;
}

// An acknowledgement of what the capture lacks: then it may lack duplicate acknowledgements, too.
std::uint16_t SequenceAnalysis::LookForUnseen(const Look& look) {
  const auto& [segment, sender, receiver, time, view] = look;
  const bool unseen =
      receiver.begun && segment.Has(tcp_flag::kAck) && Before(receiver.whole, segment.ack);
  if (!unseen) return 0;
  if (Before(receiver.whole, receiver.next)) {
    receiver.whole = receiver.next;  // of a hole once
    return analysis_flag::kUnseenAcked;
  }
  const bool is_new = receiver.duplicate_acks == 0 && !receiver.acked_unseen;
  receiver.acked_unseen = true;
  return is_new ? analysis_flag::kUnseenAcked : std::uint16_t{0};
}

std::uint16_t SequenceAnalysis::LookAtBytes(const Look& look) const {
  const auto& [segment, sender, receiver, time, view] = look;
  const std::uint32_t length = segment.payload_length;
  if (IsOneBelowNext(segment, view)) return 0;
  const std::uint32_t end = segment.seq + length;
  if (length > 0 && receiver.acked && UpTo(end, receiver.ack)) {
    return analysis_flag::kRetransmission | analysis_flag::kSpuriousRetransmission;
  }
  bool behind = view.begun && view.ahead < 0;
  // The byte of a zero window probe that was not taken comes again, with more.
  if (length > 1 && view.ahead == -1) behind = false;
  if (!behind) return 0;
  const bool asked_for = receiver.duplicate_acks >= 2 || receiver.acked_unseen;
  if (asked_for && receiver.ack == segment.seq &&
      Soon(time, receiver.ack_time, kFastRetransmission)) {
    return analysis_flag::kRetransmission | analysis_flag::kFastRetransmission;
  }
  const Nanoseconds limit = round_trip_ != Nanoseconds(0) ? round_trip_ : kUnknownRoundTrip;
  if (Soon(time, sender.next_time, limit) && EndOf(segment) != sender.next) {
    return analysis_flag::kOutOfOrder;
  }
  return analysis_flag::kRetransmission;
}

// From the last SYN to the first segment without one.
void SequenceAnalysis::TakeRoundTrip(const TcpSegment& segment, Nanoseconds time) {
  if (segment.Has(tcp_flag::kSyn)) {
    if (segment.Has(tcp_flag::kAck)) return;
    syn_seen_ = true;
    syn_time_ = time;
  } else if (segment.Has(tcp_flag::kAck) && syn_seen_ && round_trip_ == Nanoseconds(0)) {
    round_trip_ = time - syn_time_;
  }
}

void SequenceAnalysis::Remember(const Look& look, std::uint16_t found) {
  const auto& [segment, sender, receiver, time, view] = look;
  const std::uint32_t end = EndOf(segment);
  const bool probe = (found & analysis_flag::kZeroWindowProbe) != 0;
  // RFC 9293, section 3.10.7.1: who knows no connection resets it with the number 0, which says
  // nothing of the numbers that this session has, or a later one with the same ports.
  const bool says_nothing = segment.Has(tcp_flag::kRst) && segment.seq == 0;
  if (!probe && !says_nothing) {
    const bool in_order = !sender.begun || segment.seq == sender.whole;
    if (!sender.begun || Before(sender.next, end)) {
      sender.next = end;
      sender.next_time = time;
    }
    if (in_order) sender.whole = sender.next;
    sender.begun = true;
  }
  sender.window = segment.window;
  sender.window_known = true;
  sender.ack = segment.ack;
  sender.acked = segment.Has(tcp_flag::kAck);
  sender.ack_time = time;
  sender.last_flags = found;
}

}  // namespace echocheck
