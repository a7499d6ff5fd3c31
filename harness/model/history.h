// SPDX-License-Identifier: MIT
// What each client did and saw. Facts only: judging comes later, from this and the capture.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "harness/base/bytes.h"
#include "harness/base/clock.h"
#include "harness/base/endpoint.h"
#include "harness/base/enum_names.h"
#include "harness/base/reason.h"
#include "harness/model/step.h"

namespace echocheck {

enum class StepOutcome {
  kDone,            // what was asked for happened
  kTimedOut,        // it did not, until the deadline
  kRefused,         // connect: RST instead of SYN+ACK
  kReset,           // the server's RST came
  kEof,             // the server's FIN came before what was waited for
  kUnexpectedData,  // expect quiet: something came
  kWrongBytes,      // expect echo: what came was not what had been sent
  kAbandoned,       // a step before it failed, so it was not begun
  kFailed,          // our own socket call failed: `error` says how (never blames the target)
};
constexpr auto EnumNames(StepOutcome /*tag*/) {
  return std::to_array<std::string_view>({"done", "timed-out", "refused", "reset", "eof",
                                          "unexpected-data", "wrong-bytes", "abandoned", "failed"});
}

struct StepRecord {
  std::uint32_t index = 0;  // into ClientScript::steps
  StepKind kind = StepKind::kConnect;
  std::string argument;  // ArgumentOf() of the step
  StepOutcome outcome = StepOutcome::kAbandoned;
  Nanoseconds begin{0};  // since the scenario's start; 0, 0 when abandoned
  Nanoseconds end{0};
  Reason error;  // kFailed: the failed call and its errno, in words
  // kTimedOut: at the deadline every thread of the target slept. It waited for something, and no
  // load on the machine kept it from going on.
  bool target_asleep = false;
  // kFailed: the client's own address, which somebody else held.
  std::optional<Endpoint> address_taken{};
};

// The first byte in which what came back differs from what was sent.
struct StreamDifference {
  std::uint64_t offset = 0;        // of that byte in the received stream
  std::uint64_t window_begin = 0;  // offset of the first byte of both windows below
  Bytes expected;                  // sent bytes around it: up to kBefore, up to kFrom from it on
  Bytes actual;                    // received bytes, the same window; may be shorter

  static constexpr std::size_t kBefore = 16;
  static constexpr std::size_t kFrom = 48;
};

// One connection's bytes, as the client's socket saw them.
struct StreamRecord {
  std::uint64_t sent = 0;           // bytes that write(2) took
  std::uint64_t received = 0;       // bytes that read(2) gave
  std::uint64_t sent_hash = 0;      // StreamHash of all of them
  std::uint64_t received_hash = 0;  // StreamHash of all of them
  std::optional<StreamDifference> difference;
  // The largest lead of received over sent at any moment, and when and where it began.
  std::uint64_t unsolicited = 0;
  std::optional<std::uint64_t> unsolicited_offset;
  std::optional<Nanoseconds> unsolicited_at;
  Bytes sent_head;      // the first kKeptHead bytes
  Bytes received_head;  // the first kKeptHead bytes
  Bytes received_tail;  // the last kKeptTail bytes, when they are not in the head
  std::optional<Nanoseconds> first_byte_at;
  std::optional<Nanoseconds> last_byte_at;
  std::optional<Nanoseconds> eof_at;    // read(2) gave 0
  std::optional<Nanoseconds> reset_at;  // ECONNRESET or EPIPE

  static constexpr std::size_t kKeptHead = 4096;
  static constexpr std::size_t kKeptTail = 256;
};

// The last thing that the client itself did to its connection. A close(2) after a shutdown is
// kClosed: that there was a shutdown is in the steps.
enum class ClientEnding { kOpen, kShutdown, kClosed, kReset, kVanished };
constexpr auto EnumNames(ClientEnding /*tag*/) {
  return std::to_array<std::string_view>({"open", "shutdown", "closed", "reset", "vanished"});
}

// What brought bytes that had not come in time.
enum class Release {
  kNothing,
  kOthersLeft,  // the other clients were through
  kNewline,     // one "\n" more
  kFiller,      // many bytes more: a block was full
  kEof,         // the client's FIN
};
constexpr auto EnumNames(Release /*tag*/) {
  return std::to_array<std::string_view>({"nothing", "others-left", "newline", "filler", "eof"});
}

// When an echo does not come in time, the client tries out what the server may be waiting for. What
// it sends and receives here is not part of StreamRecord, which ends at the deadline.
struct StallProbe {
  std::uint64_t missing = 0;  // bytes that were due
  Release released_by = Release::kNothing;
  std::uint64_t released = 0;  // of the missing ones, how many came then, unchanged
  std::uint64_t sent = 0;      // bytes that the probe itself had sent by then
  std::uint64_t received = 0;  // all bytes that came during the probe
};

// One datagram that a UDP client sent.
struct DatagramRecord {
  std::uint64_t size = 0;  // bytes of payload
  Nanoseconds sent_at{0};
  std::uint32_t returned = 0;              // how often the same bytes came back
  std::optional<Nanoseconds> returned_at;  // the first time
  Reason error;                            // why it could not be sent; empty: it was
  std::uint64_t hash = 0;                  // StreamHash of its bytes
};

// A datagram that came and is none of those that the client sent.
struct StrangeDatagram {
  std::uint64_t size = 0;
  Nanoseconds at{0};
  Bytes head;              // its first bytes
  std::string from;        // its sender, when that is not the server; otherwise empty
  std::uint64_t hash = 0;  // StreamHash of its bytes
  // Index into datagrams: of those that had not come back, the one that it is most like. Each is
  // taken once.
  std::optional<std::uint32_t> like;
  std::optional<StreamDifference> difference;  // from that one; none: the same bytes

  static constexpr std::size_t kKept = 64;
};

struct ConnectionRecord {
  std::string client;         // ClientScript::name
  std::uint32_t script = 0;   // index into Scenario::clients
  std::uint32_t ordinal = 0;  // 0 .. count-1
  Endpoint local;
  Endpoint remote;
  bool connected = false;  // the three-way handshake finished
  ClientEnding ending = ClientEnding::kOpen;
  // When its FIN or RST was asked for: by the script or, when it was cut short, by us.
  std::optional<Nanoseconds> ended_at;
  // True: the script did not get to its end, and we closed the socket ourselves.
  bool cut_short = false;
  // It closed while bytes waited that it had not read: its kernel answered with RST, not FIN.
  bool left_unread = false;
  std::vector<StepRecord> steps;
  StreamRecord stream;
  std::optional<StallProbe> probe;
  std::vector<DatagramRecord> datagrams;           // UDP only, in the order of sending
  std::vector<StrangeDatagram> strange_datagrams;  // UDP only: the first of them
  std::uint64_t strange_count = 0;                 // and how many there were
};

struct History {
  std::vector<ConnectionRecord> connections;  // in the order of scripts, then ordinals
};

}  // namespace echocheck
