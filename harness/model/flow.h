// SPDX-License-Identifier: MIT
// One TCP connection as the wire showed it: what checks judge and ladders draw.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "harness/base/bytes.h"
#include "harness/base/clock.h"
#include "harness/base/endpoint.h"
#include "harness/base/enum_names.h"
#include "harness/model/scenario.h"

namespace echocheck {

enum class Side : std::uint8_t { kClient, kServer };
constexpr auto EnumNames(Side /*tag*/) {
  return std::to_array<std::string_view>({"client", "server"});
}

// RFC 9293, section 3.3.2.
enum class TcpState : std::uint8_t {
  kClosed,
  kListen,
  kSynSent,
  kSynReceived,
  kEstablished,
  kFinWait1,
  kFinWait2,
  kCloseWait,
  kClosing,
  kLastAck,
  kTimeWait,
};
constexpr auto EnumNames(TcpState /*tag*/) {
  return std::to_array<std::string_view>({"CLOSED", "LISTEN", "SYN-SENT", "SYN-RECEIVED",
                                          "ESTABLISHED", "FIN-WAIT-1", "FIN-WAIT-2", "CLOSE-WAIT",
                                          "CLOSING", "LAST-ACK", "TIME-WAIT"});
}

// Control bits as in the TCP header (RFC 9293, section 3.1).
namespace tcp_flag {
constexpr std::uint8_t kFin = 0x01;
constexpr std::uint8_t kSyn = 0x02;
constexpr std::uint8_t kRst = 0x04;
constexpr std::uint8_t kPsh = 0x08;
constexpr std::uint8_t kAck = 0x10;
constexpr std::uint8_t kUrg = 0x20;
constexpr std::uint8_t kEce = 0x40;
constexpr std::uint8_t kCwr = 0x80;
}  // namespace tcp_flag

// "SYN", "SYN+ACK", "PSH+ACK", "FIN+PSH+ACK", "RST+ACK", ...; "none" when no bit is set.
std::string FlagsToString(std::uint8_t flags);
// The reverse, in whatever order; nullopt: a word that is no flag's.
std::optional<std::uint8_t> FlagsFromString(std::string_view text);

// What a segment is for, as far as the flow so far tells.
enum class SegmentRole : std::uint8_t {
  kSyn,           // handshake 1 of 3
  kSynAck,        // handshake 2 of 3
  kHandshakeAck,  // handshake 3 of 3
  kData,          // new bytes
  kDataFin,       // new bytes and FIN in one
  kFin,           // FIN alone
  kAck,           // acknowledges data, or nothing new
  kFinAck,        // acknowledges the other side's FIN
  kReset,
  kRetransmission,  // bytes, SYN or FIN that came before
  kKeepAlive,       // one byte or none below the next sequence number
  kKeepAliveAck,
  kWindowUpdate,  // the same acknowledgement, another window
  kZeroWindowProbe,
  kDuplicateAck,
  kOutOfOrder,  // bytes beyond a hole
};
constexpr auto EnumNames(SegmentRole /*tag*/) {
  return std::to_array<std::string_view>({"syn", "syn-ack", "handshake-ack", "data", "data-fin",
                                          "fin", "ack", "fin-ack", "reset", "retransmission",
                                          "keep-alive", "keep-alive-ack", "window-update",
                                          "zero-window-probe", "duplicate-ack", "out-of-order"});
}

// Who made the host send it: the kernel on its own, or a call of the program.
enum class Actor : std::uint8_t { kKernel, kProgram };
constexpr auto EnumNames(Actor /*tag*/) {
  return std::to_array<std::string_view>({"kernel", "program"});
}

// What a segment means beyond its role, where the role's own sentence would be wrong.
enum class SegmentNote : std::uint8_t {
  kFastRetransmission,      // sent again because duplicate ACKs asked for it, not by a timeout
  kNeedlessRetransmission,  // sent again although the other side had acknowledged it
  kSameFrame,               // the capture has this very frame a second time
  kHalfOpen,                // an ACK alone answers a SYN: RFC 9293, section 3.5.1
  kHalfOpenReset,           // the RST by which the sender of that SYN answers such an ACK
};
constexpr auto EnumNames(SegmentNote /*tag*/) {
  return std::to_array<std::string_view>({"fast-retransmission", "needless-retransmission",
                                          "same-frame", "half-open", "half-open-reset"});
}

// What Wireshark's TCP analysis marks a segment with (docs/wire.md, "Analysis"). Any number at
// once.
namespace analysis_flag {
constexpr std::uint16_t kRetransmission = 0x01;  // fast and spurious ones, too
constexpr std::uint16_t kOutOfOrder = 0x02;
constexpr std::uint16_t kDuplicateAck = 0x04;
constexpr std::uint16_t kZeroWindow = 0x08;
constexpr std::uint16_t kZeroWindowProbe = 0x10;
constexpr std::uint16_t kKeepAlive = 0x20;
constexpr std::uint16_t kKeepAliveAck = 0x40;
constexpr std::uint16_t kFastRetransmission = 0x80;       // is a kRetransmission, too
constexpr std::uint16_t kSpuriousRetransmission = 0x100;  // is a kRetransmission, too
constexpr std::uint16_t kLostSegment = 0x200;             // "Previous segment not captured"
constexpr std::uint16_t kUnseenAcked = 0x400;             // "ACKed unseen segment"
constexpr std::uint16_t kPortsReused = 0x800;             // "TCP Port numbers reused"
// Ours: looks like a frame that was there before. The end of the connection tells whether it is.
constexpr std::uint16_t kPerhapsSameFrame = 0x1000;
}  // namespace analysis_flag

// What a whole connection has shown: the bits of Wireshark's tcp.completeness.
namespace completeness {
constexpr std::uint8_t kSyn = 0x01;
constexpr std::uint8_t kSynAck = 0x02;
constexpr std::uint8_t kAck = 0x04;
constexpr std::uint8_t kData = 0x08;
constexpr std::uint8_t kFin = 0x10;
constexpr std::uint8_t kRst = 0x20;
}  // namespace completeness

struct FlowSegment {
  std::uint64_t frame = 0;  // number in the capture file, from 1, as Wireshark counts
  Nanoseconds time{0};      // since the scenario's start (a capture's first frame, if alone)
  Side from = Side::kClient;
  std::uint8_t flags = 0;
  std::uint32_t seq = 0;     // relative to the sender's initial sequence number
  std::uint32_t ack = 0;     // relative to the other's; 0 without ACK
  std::uint32_t length = 0;  // bytes of payload
  std::uint32_t window = 0;  // scaled, when the handshake was seen
  SegmentRole role = SegmentRole::kAck;
  Actor actor = Actor::kKernel;
  TcpState client_state = TcpState::kClosed;  // after this segment was received
  TcpState server_state = TcpState::kClosed;
  std::uint16_t analysis = 0;  // analysis_flag
  std::optional<SegmentNote> note;
  Bytes preview;  // the first kPreview bytes of payload

  static constexpr std::size_t kPreview = 32;
};

// How far a long connection had come at one moment, where its segments are not kept. Samples are
// ordered by time, and cover all of it: what each counts, it counts since the one before.
struct FlowSample {
  Nanoseconds time{0};             // of the last segment that it covers
  std::uint64_t sent = 0;          // bytes of the client's stream so far, to the farthest
  std::uint64_t acknowledged = 0;  // of them, by the server's ACK number
  std::uint64_t echoed = 0;        // bytes of the server's stream so far
  Nanoseconds longest_wait{0};     // between two segments
  Nanoseconds wait_end{0};         // when it ended
  // For how long the window that a side had advertised last was 0.
  Nanoseconds client_zero_window{0};
  Nanoseconds server_zero_window{0};
};

// What one side sent.
struct FlowDirection {
  std::uint64_t segments = 0;
  std::uint64_t frame_bytes = 0;  // of whole frames as on the wire: Wireshark's "Bytes"
  std::uint64_t data_segments = 0;
  std::uint64_t stream_bytes = 0;     // bytes in order, each counted once
  std::uint64_t stream_hash = 0;      // StreamHash of them
  std::uint64_t retransmissions = 0;  // these as Wireshark counts: analysis_flag
  std::uint64_t out_of_order = 0;
  std::uint64_t duplicate_acks = 0;
  std::uint64_t zero_windows = 0;
  std::uint64_t keep_alives = 0;
  std::uint64_t fast_retransmissions = 0;
  std::uint64_t spurious_retransmissions = 0;
  std::uint64_t window_probes = 0;
  std::uint64_t lost_segments = 0;
  std::uint64_t unseen_acked = 0;
  std::uint64_t ports_reused = 0;
  std::uint64_t keep_alive_probes = 0;  // of keep_alives those into a window of 0
  std::uint64_t same_frames = 0;        // that the capture has more than once
  std::uint64_t resets = 0;
  std::uint64_t missing_bytes = 0;  // holes that were never filled
  bool stream_known = true;         // false: a segment was cut, so the hash says nothing
  std::optional<std::uint64_t> syn_frame;
  std::optional<std::uint64_t> fin_frame;  // the first FIN
  std::optional<std::uint64_t> rst_frame;  // the first RST
  std::optional<std::uint64_t> urgent_frame;
  std::optional<std::uint64_t> last_data_frame;
  std::optional<Nanoseconds> fin_time;
  bool fin_acknowledged = false;
};

// How a flow compares with its flag pattern.
struct PatternResult {
  FlagExpectation expectation;
  bool matched = false;
  // Of a mismatch: the furthest point reached.
  std::optional<std::uint64_t> frame;  // of the segment that did not fit; none: the flow ended
  std::string matched_prefix;          // the segments that did fit, in the pattern's words
  std::string allowed;                 // "S:FIN+ACK or C:ACK", "the end"
  std::string came;                    // "S:RST+ACK", "the end of the capture"
};

struct FlowRecord {
  std::uint64_t stream = 0;  // counts the capture's connections from 0: Wireshark's tcp.stream
  Endpoint client;
  Endpoint server;
  // Who is the client is known from its SYN; a flow already open when the capture began has none.
  bool handshake_seen = false;
  std::uint8_t completeness = 0;  // completeness::k...
  std::uint64_t segment_count = 0;
  Nanoseconds first{0};  // the earliest and the latest stamp of its segments
  Nanoseconds last{0};
  FlowDirection from_client;
  FlowDirection from_server;
  TcpState client_state = TcpState::kClosed;  // at the end
  TcpState server_state = TcpState::kClosed;
  std::optional<Side> first_fin;  // who closed first
  std::optional<Side> first_rst;
  // The server's stream was ahead of the client's: bytes nobody had sent. First frame, most
  // bytes.
  std::optional<std::uint64_t> unsolicited_frame;
  std::uint64_t unsolicited_bytes = 0;
  std::vector<FlowSegment> head;  // the first FlowOptions::head segments
  std::vector<FlowSegment> tail;  // the last FlowOptions::tail of the others
  // From the end of `head` on; empty when `head` and `tail` hold all segments.
  std::vector<FlowSample> samples;
  std::optional<PatternResult> pattern;
};

// Counts over a whole capture.
struct WireTotals {
  std::uint64_t frames = 0;
  std::uint64_t tcp_segments = 0;
  std::uint64_t not_ours = 0;   // other protocols, fragments past the first, other ports
  std::uint64_t malformed = 0;  // headers that contradict themselves or their length
  std::uint64_t fragments = 0;  // of not_ours: those past the first
  std::uint64_t cut = 0;        // frames of which the capture has only the beginning
  // Of not_ours the other protocols by their names, the most frequent first; a bounded number of
  // them, of all kinds of frames that a capture has. Once the capture has ended.
  std::vector<std::pair<std::string, std::uint64_t>> others = {};
};

}  // namespace echocheck
