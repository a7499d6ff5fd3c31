// SPDX-License-Identifier: MIT
// echo.*: what comes back.
#include <algorithm>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "harness/judge/checks/check_families.h"
#include "harness/judge/facts/commanded_stops.h"
#include "harness/judge/facts/connections.h"
#include "harness/judge/facts/cross_talk.h"
#include "harness/judge/facts/echo_stream.h"
#include "harness/judge/phrases.h"

namespace echocheck {
namespace {

constexpr char kOfAnother[] = "checks.see_isolation";

std::uint64_t WireLead(const Connection& connection) {
  return connection.flow != nullptr ? connection.flow->unsolicited_bytes : 0;
}

EchoStream Compare(const Connection& connection) {
  return CompareStreams(connection.record.stream, WireLead(connection));
}

Conclusion Differs(Sentence summary, const Connection& connection, const EchoStream& echo) {
  const std::uint64_t offset = echo.alignment.offset;
  Evidence evidence = Frames({FrameOfServerByte(connection.flow, offset)});
  evidence.difference = echo.difference;
  if (!echo.difference) {
    const StreamRecord& stream = connection.record.stream;
    return Fail(std::move(summary), Say("checks.as_sent", {{"bytes", SayBytes(stream.sent)}}),
                Say("checks.other_than_sent", {{"bytes", SayBytes(stream.received)}}),
                std::move(evidence));
  }
  return Fail(std::move(summary), SayFrom(echo.difference->expected, *echo.difference),
              SayFrom(echo.difference->actual, *echo.difference), std::move(evidence));
}

// RFC 862, TCP: "any data received is sent back". The same bytes, in the same order: nothing is
// left out, nothing becomes another value. Bytes in addition are echo.unsolicited's matter.
std::optional<Conclusion> JudgeBytesOf(const CheckInput& input, const Connection& connection) {
  if (!Sends(connection.script)) return std::nullopt;
  const StreamRecord& stream = connection.record.stream;
  if (stream.sent == 0) return Skipped(Say("checks.nothing_sent"));
  if (stream.received == 0) return Skipped(Say("checks.nothing_came"));
  const EchoStream echo = Compare(connection);
  if (echo.alignment.relation != StreamRelation::kChanged) {
    return Pass(Say("checks.same_bytes"));
  }
  if (FindCrossTalk(input, connection.record)) return Skipped(Say(kOfAnother));
  const bool only_missing = echo.alignment.replaced == 0 && echo.alignment.extra == 0;
  return Differs(Say(only_missing ? "checks.bytes_missing" : "checks.bytes_differ",
                     {{"offset", echo.alignment.offset}}),
                 connection, echo);
}

std::optional<Conclusion> JudgeBytes(const CheckInput& input) {
  return JudgeConnections(input, JudgeBytesOf);
}

// What kept the rest from coming; nullopt: the client did not wait for it.
std::optional<Sentence> WhyShort(const ConnectionRecord& record) {
  if (record.stream.eof_at) return Say("checks.why_closed");
  if (record.stream.reset_at) return Say("checks.why_reset");
  const StepRecord* stopped = StoppedAt(record);
  if (stopped == nullptr) return std::nullopt;
  const bool waited_for_bytes = stopped->kind == StepKind::kSend ||
                                stopped->kind == StepKind::kExpectEcho ||
                                stopped->kind == StepKind::kExpectEof;
  if (waited_for_bytes && stopped->outcome == StepOutcome::kTimedOut)
    return Say("checks.why_deadline");
  return std::nullopt;
}

bool SentAll(const ConnectionRecord& record) {
  return std::all_of(record.steps.begin(), record.steps.end(), [](const StepRecord& step) {
    return step.kind != StepKind::kSend || step.outcome == StepOutcome::kDone;
  });
}

// A send that was begun and not finished, as against one that an earlier step kept from being
// begun.
bool SendGotStuck(const ConnectionRecord& record) {
  return std::any_of(record.steps.begin(), record.steps.end(), [](const StepRecord& step) {
    return step.kind == StepKind::kSend && step.outcome != StepOutcome::kDone &&
           step.outcome != StepOutcome::kAbandoned;
  });
}

// RFC 862, TCP: the echoing "continues until the calling user terminates the connection", so that
// all of it comes back, with half-close too. It sets no time; the scenario's deadlines are ours.
std::optional<Conclusion> JudgeCompleteOf(const CheckInput& input, const Connection& connection) {
  if (!Sends(connection.script) || OpenWhenToldToStop(input, connection)) return std::nullopt;
  const ConnectionRecord& record = connection.record;
  const StreamRecord& stream = record.stream;
  const std::uint64_t released = record.probe ? record.probe->released : 0;
  const std::uint64_t came_back = Compare(connection).came_back + released;
  const bool all_back = came_back >= stream.sent && !SendGotStuck(record);
  // What came late is echo.streaming's matter, or echo.concurrent's.
  if (all_back && released > 0) return Pass(Say("checks.all_came_late"));
  if (all_back && SentAll(record)) return Pass(Say("checks.all_came"));

  if (const auto why = WhyShort(record)) {
    const FlowDirection none;
    const FlowDirection& server = connection.flow ? connection.flow->from_server : none;
    const std::vector<Argument> numbers = {
        {"came", came_back}, {"bytes", SayBytes(stream.sent)}, {"why", *why}};
    const bool stuck = SendGotStuck(record) || came_back >= stream.sent;
    return Fail(Say(stuck ? "checks.could_not_send" : "checks.came_before", numbers),
                Say(stuck ? "checks.all_to_send" : "checks.all_sent"),
                Say("checks.came_then", numbers),
                Frames({server.last_data_frame, server.fin_frame, server.rst_frame}));
  }
  const StepRecord* stopped = StoppedAt(record);
  if (stopped == nullptr) return std::nullopt;  // it left without waiting: its own choice
  if (ActsOnTarget(stopped->kind)) {
    return Skipped(
        Say("checks.target_step_late", {{"step", StepName(stopped->kind, stopped->argument)}}));
  }
  if (stopped->outcome == StepOutcome::kWrongBytes ||
      stopped->outcome == StepOutcome::kUnexpectedData) {
    return Skipped(Say("checks.stopped_at_wrong_byte"));
  }
  return Inconclusive(
      Say("checks.client_stopped", {{"step", StepName(stopped->kind, stopped->argument)}}),
      SayOutcome(stopped->outcome));
}

std::optional<Conclusion> JudgeComplete(const CheckInput& input) {
  return JudgeConnections(input, JudgeCompleteOf);
}

// RFC 862, TCP: what is sent back is data received. No greeting, no prompt, no terminating NUL.
std::optional<Conclusion> JudgeUnsolicitedOf(const CheckInput& input,
                                             const Connection& connection) {
  const StreamRecord& stream = connection.record.stream;
  const EchoStream echo = Compare(connection);
  if (echo.alignment.relation == StreamRelation::kExtra) {
    if (FindCrossTalk(input, connection.record)) return Skipped(Say(kOfAnother));
    return Differs(Say("checks.extra_bytes", {{"count", echo.alignment.extra}}), connection, echo);
  }
  const std::uint64_t wire_lead = WireLead(connection);
  if (const std::uint64_t lead = std::max(stream.unsolicited, wire_lead); lead > 0) {
    Evidence evidence =
        Frames({connection.flow ? connection.flow->unsolicited_frame : std::nullopt});
    evidence.difference = echo.difference;
    return Fail(Say("checks.early_bytes", {{"count", lead}}), Say("checks.never_ahead"),
                Say("checks.too_early", {{"bytes", SayBytes(lead)}}), std::move(evidence));
  }
  const StepRecord* stopped = StoppedAt(connection.record);
  if (stopped != nullptr && stopped->outcome == StepOutcome::kUnexpectedData) {
    return Inconclusive(Say("checks.maybe_late_echo"));
  }
  return Pass(Say("checks.nothing_extra"));
}

std::optional<Conclusion> JudgeUnsolicited(const CheckInput& input) {
  return JudgeConnections(input, JudgeUnsolicitedOf);
}

bool SendsUrgent(const ClientScript& script) {
  return std::any_of(script.steps.begin(), script.steps.end(), [](const Step& step) {
    return std::holds_alternative<UrgentStep>(step.action);
  });
}

// What the client wrote, against what the wire carried of it. Bytes that a socket took and a reset
// threw away never reach the wire; behind a FIN there is no such excuse.
bool ClientStreamAgrees(const StreamRecord& socket, const FlowDirection& wire) {
  if (wire.stream_bytes == socket.sent) return wire.stream_hash == socket.sent_hash;
  return wire.stream_bytes < socket.sent && !wire.fin_frame;
}

// What the client read, against what the wire carried. A client that left before the end of the
// stream has read less; one that saw the end has read all.
bool ServerStreamAgrees(const StreamRecord& socket, const FlowDirection& wire) {
  if (wire.stream_bytes == socket.received) return wire.stream_hash == socket.received_hash;
  return wire.stream_bytes > socket.received && !socket.eof_at;
}

// RFC 9293, section 3.8.5: urgent data is pointed out beside the stream, and a socket leaves it out
// of what it reads: an echo sent so does not come back. Any other disagreement of wire and socket
// is not in a target's power, so it tells against us.
std::optional<Conclusion> JudgeWireOf(const CheckInput& input, const Connection& connection) {
  if (connection.flow == nullptr) return WhyNoWire(input);
  const StreamRecord& socket = connection.record.stream;
  const FlowDirection& client = connection.flow->from_client;
  const FlowDirection& server = connection.flow->from_server;
  if (client.missing_bytes > 0 || server.missing_bytes > 0) {
    return Inconclusive(Say("checks.stream_cut"));
  }
  if (SendsUrgent(connection.script)) {
    return Skipped(Say("checks.client_urgent"));
  }
  const std::uint64_t probed = connection.record.probe ? connection.record.probe->received : 0;
  if (server.urgent_frame && server.stream_bytes > socket.received + probed) {
    return Fail(Say("checks.urgent"),
                Say("checks.in_stream", {{"bytes", SayBytes(server.stream_bytes)}}),
                SayBytes(socket.received), Frames({server.urgent_frame}));
  }
  if (!client.stream_known || !server.stream_known) {
    if (!input.evidence.capture.headers_only) return Inconclusive(Say("checks.stream_cut"));
    return Skipped(Say("checks.headers_only"));
  }
  if (connection.record.probe) {
    return Skipped(Say("checks.probed"));
  }
  if (ClientStreamAgrees(socket, client) && ServerStreamAgrees(socket, server)) {
    return Pass(Say("checks.wire_agrees"));
  }
  return Inconclusive(Say("checks.wire_disagrees"),
                      Say("checks.wire_numbers", {{"wire_sent", client.stream_bytes},
                                                  {"wire_received", server.stream_bytes},
                                                  {"sent", socket.sent},
                                                  {"received", socket.received}}));
}

std::optional<Conclusion> JudgeWire(const CheckInput& input) {
  return JudgeConnections(input, JudgeWireOf);
}

}  // namespace

std::span<const Check> EchoChecks() {
  static constexpr Check kChecks[] = {
      {CheckId::kEchoBytes, Level::kMust, "RFC 862, TCP", JudgeBytes, Gravity::kForeignBytes},
      {CheckId::kEchoComplete, Level::kMust, "RFC 862, TCP", JudgeComplete},
      {CheckId::kEchoUnsolicited, Level::kMust, "RFC 862, TCP", JudgeUnsolicited,
       Gravity::kForeignBytes},
      {CheckId::kEchoWire, Level::kMust, "RFC 9293, 3.8.5", JudgeWire},
  };
  return kChecks;
}

}  // namespace echocheck
