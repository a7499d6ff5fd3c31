// SPDX-License-Identifier: MIT
// echo.streaming, echo.concurrent, echo.isolation, echo.every_client: when an echo comes, whose
// bytes it is of, and who gets one.
#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "harness/check/connections.h"
#include "harness/check/cross_talk.h"
#include "harness/check/families.h"
#include "harness/check/turned_away.h"

namespace echocheck {
namespace {

// It got an echo before it had sent its FIN, so that nothing but the bytes can have brought it.
const StepRecord* EchoWhileOpen(const ConnectionRecord& record) {
  for (const StepRecord& step : record.steps) {
    if (IsStep(step, "shutdown")) return nullptr;
    if (IsStep(step, "expect echo") && step.outcome == StepOutcome::kDone) return &step;
  }
  return nullptr;
}

std::string Released(const StallProbe& probe) {
  return fmt::format("{} of {} came", probe.released, Count(probe.missing, "byte"));
}

// RFC 862 sets no time, so that a server may wait for a line or a block. Its caller then has no
// echo of what it said, and two programs that wait for each other wait for ever.
std::optional<Conclusion> JudgeStreamingOf(const CheckInput& /*input*/,
                                           const Connection& connection) {
  const ConnectionRecord& record = connection.record;
  if (!record.probe || record.probe->released == 0) {
    if (record.probe || EchoWhileOpen(record) == nullptr) return std::nullopt;
    return Pass("what was sent came back without the server waiting for more");
  }
  constexpr char kExpected[] = "an echo of what was sent, without more to come";
  switch (record.probe->released_by) {
    case Release::kNothing:
    case Release::kOthersLeft:
      return std::nullopt;
    case Release::kNewline:
      return Fail("the echo came only when a newline was sent", kExpected,
                  Released(*record.probe) + " after a newline");
    case Release::kFiller:
      return Fail("the echo came only when many bytes more were sent", kExpected,
                  fmt::format("{} after {} more", Released(*record.probe),
                              Count(record.probe->sent, "byte")));
    case Release::kEof:
      return Fail("the echo came only when the client ended its side", kExpected,
                  Released(*record.probe) + " after the client's FIN");
  }
  return std::nullopt;
}

std::optional<Conclusion> JudgeStreaming(const CheckInput& input) {
  return JudgeConnections(input, JudgeStreamingOf);
}

// When connections were open, for questions about very many of them.
class OpenTimes {
 public:
  explicit OpenTimes(const History& history) {
    for (const ConnectionRecord& record : history.connections) {
      const auto span = OpenSpan(record);
      if (!span) continue;
      begins_.push_back(span->first);
      if (span->second) ends_.push_back(*span->second);
    }
    std::ranges::sort(begins_);
    std::ranges::sort(ends_);
  }

  // So many were open at that time.
  std::ptrdiff_t CountAt(Nanoseconds at) const { return Until(begins_, at) - Until(ends_, at); }

 private:
  static std::ptrdiff_t Until(const std::vector<Nanoseconds>& times, Nanoseconds at) {
    return std::ranges::upper_bound(times, at) - times.begin();
  }

  std::vector<Nanoseconds> begins_;
  std::vector<Nanoseconds> ends_;
};

// RFC 862 speaks of one connection at a time, and demands no more. A server that makes a client
// wait until another has left can be shut to everybody by one who stays.
std::optional<Conclusion> JudgeConcurrentOf(const OpenTimes& open, const ConnectionRecord& record) {
  if (record.probe && record.probe->released > 0 &&
      record.probe->released_by == Release::kOthersLeft) {
    return Fail("the echo came only when other clients had left",
                "an echo while other clients are connected",
                Released(*record.probe) + " when the others had left");
  }
  const StepRecord* echo = EchoWhileOpen(record);
  if (echo == nullptr) return std::nullopt;
  if (open.CountAt(echo->end) < 2) return std::nullopt;  // its own, and no other
  return Pass("served while other clients were connected");
}

std::optional<Conclusion> JudgeConcurrent(const CheckInput& input) {
  if (input.evidence.history.connections.size() < 2) return std::nullopt;
  const OpenTimes open(input.evidence.history);
  return JudgeConnections(input, [&](const CheckInput& /*input*/, const Connection& connection) {
    return JudgeConcurrentOf(open, connection.record);
  });
}

// RFC 862, TCP: "any data received is sent back" to whom it was received from.
std::optional<Conclusion> JudgeIsolationOf(const CheckInput& input, const Connection& connection) {
  const ConnectionRecord& record = connection.record;
  const auto foreign = FindCrossTalk(input, record);
  if (!foreign) return Pass("nobody got bytes of another");
  Evidence evidence = Frames({FrameOfServerByte(connection.flow, foreign->offset)});
  evidence.difference = record.stream.difference;
  const ConnectionRecord& sender = *foreign->sender;
  return Fail(fmt::format("bytes of {} (port {}) came", sender.client, sender.local.port),
              "bytes that this client sent, and no others",
              fmt::format("from offset {} on, bytes that {} (port {}) had sent", foreign->offset,
                          sender.client, sender.local.port),
              std::move(evidence));
}

std::optional<Conclusion> JudgeIsolation(const CheckInput& input) {
  if (input.evidence.history.connections.size() < 2) return std::nullopt;
  return JudgeConnections(input, JudgeIsolationOf);
}

// RFC 862, TCP: "once a connection is established any data received is sent back". A server may let
// a client wait. It may not choose whom to serve.
std::optional<Conclusion> JudgeEveryClient(const CheckInput& input) {
  if (input.evidence.history.connections.size() < 2) return std::nullopt;
  std::set<const ConnectionRecord*> turned_away;
  for (const Reception& one : Receptions(input)) {
    if (one.turned_away) turned_away.insert(one.record);
  }
  return JudgeAttempts(input, [&](const CheckInput& /*input*/, const Connection& connection) {
    const ConnectionRecord& record = connection.record;
    std::optional<Conclusion> conclusion;
    if (turned_away.contains(&record)) {
      conclusion = Fail("it was turned away while others were served",
                        "an echo for every client that connects",
                        record.connected ? "the server closed the connection without an echo"
                                         : "the connection was refused");
    } else if (record.stream.received > 0) {
      conclusion = Pass("served, as the others were");
    }
    return conclusion;
  });
}

}  // namespace

std::span<const Check> ConcurrencyChecks() {
  static constexpr Check kChecks[] = {
      {"echo.isolation", Level::kMust, "RFC 862, TCP",
       "No client gets bytes that another one sent.",
       "a server with one buffer, or one descriptor variable, for all its clients", JudgeIsolation},
      {"echo.every_client", Level::kMust, "RFC 862, TCP",
       "While the server serves clients it turns none away: no connection is refused, or closed "
       "without an echo.",
       "a server with a table of ten clients that closes the connection of the eleventh",
       JudgeEveryClient},
      {"echo.streaming", Level::kShould, "good practice",
       "What was sent comes back without the server waiting for a newline, for more bytes or for "
       "the client's FIN.",
       "a server that reads whole lines or blocks, or all there is, before it answers",
       JudgeStreaming},
      {"echo.concurrent", Level::kShould, "good practice",
       "A client is served while others are connected.",
       "a server that serves one client after the other", JudgeConcurrent},
  };
  return kChecks;
}

}  // namespace echocheck
