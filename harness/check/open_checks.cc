// SPDX-License-Identifier: MIT
// open.*: how a connection comes about.
#include "harness/check/commanded_stops.h"
#include "harness/check/connections.h"
#include "harness/check/families.h"

namespace echocheck {
namespace {

constexpr char kHandshake[] = "SYN, SYN+ACK, ACK";

// The third segment may carry data or FIN already: any acknowledgement by the client will do.
std::optional<std::uint64_t> FrameOfHandshakeAck(const FlowRecord& flow) {
  for (const FlowSegment& segment : flow.head) {
    const bool behind = flow.from_server.syn_frame && segment.frame > *flow.from_server.syn_frame;
    const bool acknowledges = (segment.flags & tcp_flag::kAck) != 0;
    if (segment.from == Side::kClient && behind && acknowledges) return segment.frame;
  }
  return std::nullopt;
}

Conclusion JudgeOpened(const CheckInput& input, const FlowRecord* flow) {
  if (flow == nullptr) return WhyNoWire(input);
  const bool seen =
      flow->from_client.syn_frame && flow->from_server.syn_frame && FrameOfHandshakeAck(*flow);
  // The socket was connected, so the segments were there: it is our capture that lacks them.
  if (!seen) return Inconclusive("the capture does not show the whole handshake");
  return Pass(kHandshake);
}

Conclusion JudgeNotOpened(const StepRecord& connect, const FlowRecord* flow) {
  const FlowDirection none;
  const FlowDirection& client = flow != nullptr ? flow->from_client : none;
  const FlowDirection& server = flow != nullptr ? flow->from_server : none;
  const Evidence evidence = Frames({client.syn_frame, server.syn_frame, server.rst_frame});
  if (connect.outcome == StepOutcome::kTimedOut) {
    if (server.syn_frame) return Inconclusive("SYN+ACK came, and our connect was not done in time");
    return Fail("the connection was not accepted in time", kHandshake,
                "SYN, and no SYN+ACK until the deadline", evidence);
  }
  if (connect.outcome == StepOutcome::kRefused) {
    return Fail("the connection was refused", kHandshake, "SYN, RST+ACK", evidence);
  }
  return Fail("the connection was reset while it was opened", kHandshake, "RST", evidence);
}

// Whom others kept waiting has not been played, and may be the one that it is all about. `stopped`
// is the step at which it did so.
std::optional<Conclusion> JudgeNotTried(const StepRecord& stopped) {
  if (stopped.outcome != StepOutcome::kTimedOut) return std::nullopt;
  return Inconclusive("it waited in vain for other clients, and never connected");
}

// RFC 9293, section 3.5: SYN, SYN+ACK, ACK make a connection. A server that listens has its kernel
// do all of it, so that a refusal means that nobody listens any more.
std::optional<Conclusion> JudgeHandshakeOf(const CheckInput& input, const Connection& connection) {
  const StepRecord* connect = FindStep(connection.record, "connect");
  if (connection.record.connected) return JudgeOpened(input, connection.flow);
  if (connect == nullptr) return std::nullopt;
  if (connect->outcome == StepOutcome::kAbandoned)
    return JudgeNotTried(*StoppedAt(connection.record));
  if (ToldToStopBefore(input, connect->end)) return std::nullopt;
  return JudgeNotOpened(*connect, connection.flow);
}

std::optional<Conclusion> JudgeHandshake(const CheckInput& input) {
  if (auto conclusion = JudgeAttempts(input, JudgeHandshakeOf)) return conclusion;
  // Not skipped: a session in which nobody connected must not pass for a good one.
  return Inconclusive("no client came to the point of connecting");
}

}  // namespace

std::span<const Check> OpenChecks() {
  static constexpr Check kChecks[] = {
      {"open.handshake", Level::kMust, "RFC 9293, 3.5",
       "Every client that connects is accepted: SYN, SYN+ACK, ACK.",
       "a server that closes its listening socket after the first client", JudgeHandshake},
  };
  return kChecks;
}

}  // namespace echocheck
