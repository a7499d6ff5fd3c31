// SPDX-License-Identifier: MIT
// echo.*: what comes back.
#include <algorithm>
#include <string>
#include <utility>
#include <variant>

#include <fmt/format.h>

#include "harness/check/commanded_stops.h"
#include "harness/check/connections.h"
#include "harness/check/cross_talk.h"
#include "harness/check/echo_stream.h"
#include "harness/check/families.h"

namespace echocheck {
namespace {

constexpr char kOfAnother[] = "bytes of another client came: see echo.isolation";

std::uint64_t WireLead(const Connection& connection) {
  return connection.flow != nullptr ? connection.flow->unsolicited_bytes : 0;
}

EchoStream Compare(const Connection& connection) {
  return CompareStreams(connection.record.stream, WireLead(connection));
}

Conclusion Differs(std::string summary, const Connection& connection, const EchoStream& echo) {
  const std::uint64_t offset = echo.alignment.offset;
  Evidence evidence = Frames({FrameOfServerByte(connection.flow, offset)});
  evidence.difference = echo.difference;
  if (!echo.difference) {
    const StreamRecord& stream = connection.record.stream;
    return Fail(std::move(summary), Count(stream.sent, "byte") + " as sent",
                fmt::format("{}, other than sent", Count(stream.received, "byte")),
                std::move(evidence));
  }
  return Fail(std::move(summary), ShownFrom(echo.difference->expected, *echo.difference),
              ShownFrom(echo.difference->actual, *echo.difference), std::move(evidence));
}

// RFC 862, TCP: "any data received is sent back". The same bytes, in the same order: nothing is
// left out, nothing becomes another value. Bytes in addition are echo.unsolicited's matter.
std::optional<Conclusion> JudgeBytesOf(const CheckInput& input, const Connection& connection) {
  if (!Sends(connection.script)) return std::nullopt;
  const StreamRecord& stream = connection.record.stream;
  if (stream.sent == 0) return Skipped("nothing was sent");
  if (stream.received == 0) return Skipped("nothing came back to be compared");
  const EchoStream echo = Compare(connection);
  if (echo.alignment.relation != StreamRelation::kChanged) {
    return Pass("what came back is what was sent");
  }
  if (FindCrossTalk(input, connection.record)) return Skipped(kOfAnother);
  const bool only_missing = echo.alignment.replaced == 0 && echo.alignment.extra == 0;
  return Differs(fmt::format("bytes {} from offset {} on", only_missing ? "are missing" : "differ",
                             echo.alignment.offset),
                 connection, echo);
}

std::optional<Conclusion> JudgeBytes(const CheckInput& input) {
  return JudgeConnections(input, JudgeBytesOf);
}

// What kept the rest from coming; nullopt: the client did not wait for it.
std::optional<std::string> WhyShort(const ConnectionRecord& record) {
  if (record.stream.eof_at) return "the server closed";
  if (record.stream.reset_at) return "the server reset the connection";
  const StepRecord* stopped = StoppedAt(record);
  if (stopped == nullptr) return std::nullopt;
  const bool waited_for_bytes =
      IsStep(*stopped, "send") || IsStep(*stopped, "expect echo") || IsStep(*stopped, "expect eof");
  if (waited_for_bytes && stopped->outcome == StepOutcome::kTimedOut) return "the deadline";
  return std::nullopt;
}

bool SentAll(const ConnectionRecord& record) {
  return std::all_of(record.steps.begin(), record.steps.end(), [](const StepRecord& step) {
    return !IsStep(step, "send") || step.outcome == StepOutcome::kDone;
  });
}

// A send that was begun and not finished, as against one that an earlier step kept from being
// begun.
bool SendGotStuck(const ConnectionRecord& record) {
  return std::any_of(record.steps.begin(), record.steps.end(), [](const StepRecord& step) {
    return IsStep(step, "send") && step.outcome != StepOutcome::kDone &&
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
  if (all_back && released > 0) return Pass("all that was sent came back in the end");
  if (all_back && SentAll(record)) return Pass("all that was sent came back");

  if (const auto why = WhyShort(record)) {
    const FlowDirection none;
    const FlowDirection& server = connection.flow ? connection.flow->from_server : none;
    const std::string numbers = fmt::format("{} of {}", came_back, Count(stream.sent, "byte"));
    const bool stuck = SendGotStuck(record) || came_back >= stream.sent;
    return Fail(stuck ? fmt::format("the client could not send all before {}", *why)
                      : fmt::format("{} came back before {}", numbers, *why),
                stuck ? "all that the client has to send" : "all that was sent",
                fmt::format("{}, then {}", numbers, *why),
                Frames({server.last_data_frame, server.fin_frame, server.rst_frame}));
  }
  const StepRecord* stopped = StoppedAt(record);
  if (stopped == nullptr) return std::nullopt;  // it left without waiting: its own choice
  if (ActsOnTarget(*stopped)) {
    return Skipped(fmt::format("the target did not do \"{}\" in time", stopped->name));
  }
  if (stopped->outcome == StepOutcome::kWrongBytes ||
      stopped->outcome == StepOutcome::kUnexpectedData) {
    return Skipped("the client stopped at the first wrong byte");
  }
  return Inconclusive(fmt::format("the client stopped at its \"{}\"", stopped->name),
                      std::string(ToString(stopped->outcome)));
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
    if (FindCrossTalk(input, connection.record)) return Skipped(kOfAnother);
    return Differs(fmt::format("{} came that nobody had sent", Count(echo.alignment.extra, "byte")),
                   connection, echo);
  }
  const std::uint64_t wire_lead = WireLead(connection);
  if (const std::uint64_t lead = std::max(stream.unsolicited, wire_lead); lead > 0) {
    Evidence evidence =
        Frames({connection.flow ? connection.flow->unsolicited_frame : std::nullopt});
    evidence.difference = echo.difference;
    return Fail(fmt::format("{} came that had not been sent yet", Count(lead, "byte")),
                "never more bytes back than were sent until then",
                fmt::format("ahead by {}", Count(lead, "byte")), std::move(evidence));
  }
  const StepRecord* stopped = StoppedAt(connection.record);
  if (stopped != nullptr && stopped->outcome == StepOutcome::kUnexpectedData) {
    return Inconclusive("bytes came while quiet was expected, and may be an echo still due");
  }
  return Pass("nothing came that was not sent");
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
    return Inconclusive("the capture lacks a part of the stream");
  }
  if (SendsUrgent(connection.script)) {
    return Skipped("the client sent urgent data itself, and that may come back so or not at all");
  }
  const std::uint64_t probed = connection.record.probe ? connection.record.probe->received : 0;
  if (server.urgent_frame && server.stream_bytes > socket.received + probed) {
    return Fail("bytes were sent as urgent data, beside the stream",
                fmt::format("{} in the client's stream", Count(server.stream_bytes, "byte")),
                Count(socket.received, "byte"), Frames({server.urgent_frame}));
  }
  if (!client.stream_known || !server.stream_known) {
    if (!input.evidence.capture.headers_only)
      return Inconclusive("the capture lacks a part of the stream");
    return Skipped("the capture holds the headers alone, not what the segments carried");
  }
  if (connection.record.probe) {
    return Skipped("the client tried out what the server waits for, beside its script");
  }
  if (ClientStreamAgrees(socket, client) && ServerStreamAgrees(socket, server)) {
    return Pass("the segments carried what the sockets saw");
  }
  return Inconclusive(
      "the wire and the socket disagree",
      fmt::format("wire: {} there, {} back; socket: {} there, {} back", client.stream_bytes,
                  server.stream_bytes, socket.sent, socket.received));
}

std::optional<Conclusion> JudgeWire(const CheckInput& input) {
  return JudgeConnections(input, JudgeWireOf);
}

}  // namespace

std::span<const Check> EchoChecks() {
  static constexpr Check kChecks[] = {
      {"echo.bytes", Level::kMust, "RFC 862, TCP",
       "The bytes that come back are those that were sent, unchanged and in order.",
       "a server that changes case, drops bytes, or answers the same whatever comes", JudgeBytes},
      {"echo.complete", Level::kMust, "RFC 862, TCP",
       "All that was sent comes back before the server ends the connection and before the "
       "deadline.",
       "a server that cuts its answer at a NUL, or ignores short writes", JudgeComplete},
      {"echo.unsolicited", Level::kMust, "RFC 862, TCP", "Nothing comes back that was not sent.",
       "a server that sends one byte too many, or a greeting", JudgeUnsolicited},
      {"echo.wire", Level::kMust, "RFC 9293, 3.8.5",
       "The segments on the wire carried what the client's socket sent and received.",
       "a server that answers with urgent data", JudgeWire},
  };
  return kChecks;
}

}  // namespace echocheck
