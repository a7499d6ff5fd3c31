// SPDX-License-Identifier: MIT
// open.*: how a connection comes about.
#include "harness/judge/checks/check_families.h"
#include "harness/judge/facts/commanded_stops.h"
#include "harness/judge/facts/connections.h"

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
  if (!seen) return Inconclusive(Say("checks.handshake_unseen"));
  return Pass(Plain(kHandshake));
}

Conclusion JudgeNotOpened(const StepRecord& connect, const FlowRecord* flow) {
  const FlowDirection none;
  const FlowDirection& client = flow != nullptr ? flow->from_client : none;
  const FlowDirection& server = flow != nullptr ? flow->from_server : none;
  const Evidence evidence = Frames({client.syn_frame, server.syn_frame, server.rst_frame});
  if (connect.outcome == StepOutcome::kTimedOut) {
    if (server.syn_frame) return Inconclusive(Say("checks.connect_unfinished"));
    return Fail(Say("checks.not_accepted"), Plain(kHandshake), Say("checks.syn_alone"), evidence);
  }
  if (connect.outcome == StepOutcome::kRefused) {
    return Fail(Say("checks.refused"), Plain(kHandshake), Plain("SYN, RST+ACK"), evidence);
  }
  return Fail(Say("checks.reset_at_open"), Plain(kHandshake), Plain("RST"), evidence);
}

// Whom others kept waiting has not been played, and may be the one that it is all about. `stopped`
// is the step at which it did so.
std::optional<Conclusion> JudgeNotTried(const StepRecord& stopped) {
  if (stopped.outcome != StepOutcome::kTimedOut) return std::nullopt;
  return Inconclusive(Say("checks.waited_for_others"));
}

// RFC 9293, section 3.5: SYN, SYN+ACK, ACK make a connection. A server that listens has its kernel
// do all of it, so that a refusal means that nobody listens any more.
std::optional<Conclusion> JudgeHandshakeOf(const CheckInput& input, const Connection& connection) {
  const StepRecord* connect = FindStep(connection.record, StepKind::kConnect);
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
  return Inconclusive(Say("checks.nobody_tried"));
}

}  // namespace

std::span<const Check> OpenChecks() {
  static constexpr Check kChecks[] = {
      {CheckId::kOpenHandshake, Level::kMust, "RFC 9293, 3.5", JudgeHandshake},
  };
  return kChecks;
}

}  // namespace echocheck
