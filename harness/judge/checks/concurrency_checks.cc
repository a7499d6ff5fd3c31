// SPDX-License-Identifier: MIT
// echo.streaming, echo.concurrent, echo.isolation, echo.every_client: when an echo comes, whose
// bytes it is of, and who gets one.
#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "harness/judge/checks/check_families.h"
#include "harness/judge/facts/connections.h"
#include "harness/judge/facts/cross_talk.h"
#include "harness/judge/facts/turned_away.h"
#include "harness/judge/phrases.h"

namespace echocheck {
namespace {

// It got an echo before it had sent its FIN, so that nothing but the bytes can have brought it.
const StepRecord* EchoWhileOpen(const ConnectionRecord& record) {
  for (const StepRecord& step : record.steps) {
    if (step.kind == StepKind::kShutdown) return nullptr;
    if (step.kind == StepKind::kExpectEcho && step.outcome == StepOutcome::kDone) return &step;
  }
  return nullptr;
}

// What came after the client had given the server what it waits for: `text`.
Sentence SayReleased(std::string_view text, const StallProbe& probe) {
  return Say(text, {{"came", probe.released},
                    {"bytes", SayBytes(probe.missing)},
                    {"more", SayBytes(probe.sent)}});
}

// RFC 862 sets no time, so that a server may wait for a line or a block. Its caller then has no
// echo of what it said, and two programs that wait for each other wait for ever.
std::optional<Conclusion> JudgeStreamingOf(const CheckInput& /*input*/,
                                           const Connection& connection) {
  const ConnectionRecord& record = connection.record;
  if (!record.probe || record.probe->released == 0) {
    if (record.probe || EchoWhileOpen(record) == nullptr) return std::nullopt;
    return Pass(Say("checks.not_held"));
  }
  const Sentence expected = Say("checks.echo_at_once");
  switch (record.probe->released_by) {
    case Release::kNothing:
    case Release::kOthersLeft:
      return std::nullopt;
    case Release::kNewline:
      return Fail(Say("checks.held_until_newline"), expected,
                  SayReleased("checks.came_after_newline", *record.probe));
    case Release::kFiller:
      return Fail(Say("checks.held_until_block"), expected,
                  SayReleased("checks.came_after_block", *record.probe));
    case Release::kEof:
      return Fail(Say("checks.held_until_fin"), expected,
                  SayReleased("checks.came_after_fin", *record.probe));
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
    return Fail(Say("checks.held_until_others_left"), Say("checks.echo_beside_others"),
                SayReleased("checks.came_after_others", *record.probe));
  }
  const StepRecord* echo = EchoWhileOpen(record);
  if (echo == nullptr) return std::nullopt;
  if (open.CountAt(echo->end) < 2) return std::nullopt;  // its own, and no other
  return Pass(Say("checks.served_beside_others"));
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
  if (!foreign) return Pass(Say("checks.no_foreign_bytes"));
  Evidence evidence = Frames({FrameOfServerByte(connection.flow, foreign->offset)});
  evidence.difference = record.stream.difference;
  const ConnectionRecord& sender = *foreign->sender;
  return Fail(
      Say("checks.foreign_bytes", {{"sender", SayClient(sender)}}), Say("checks.own_bytes"),
      Say("checks.foreign_from", {{"offset", foreign->offset}, {"sender", SayClient(sender)}}),
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
      conclusion = Fail(
          Say("checks.turned_away"), Say("checks.echo_for_all"),
          record.connected ? Say("checks.closed_without_echo") : SayOutcome(StepOutcome::kRefused));
    } else if (record.stream.received > 0) {
      conclusion = Pass(Say("checks.served"));
    }
    return conclusion;
  });
}

}  // namespace

std::span<const Check> ConcurrencyChecks() {
  static constexpr Check kChecks[] = {
      {CheckId::kEchoIsolation, Level::kMust, "RFC 862, TCP", JudgeIsolation,
       Gravity::kForeignBytes},
      {CheckId::kEchoEveryClient, Level::kMust, "RFC 862, TCP", JudgeEveryClient,
       Gravity::kNeverSoftened},
      {CheckId::kEchoStreaming, Level::kShould, "good practice", JudgeStreaming},
      {CheckId::kEchoConcurrent, Level::kShould, "good practice", JudgeConcurrent},
  };
  return kChecks;
}

}  // namespace echocheck
