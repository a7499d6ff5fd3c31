// SPDX-License-Identifier: MIT
// udp.*: what becomes of datagrams. Each is judged on its own: UDP knows no stream, and no order.
#include <algorithm>
#include <string>
#include <vector>

#include "harness/judge/checks/check_families.h"
#include "harness/judge/facts/connections.h"
#include "harness/judge/phrases.h"

namespace echocheck {
namespace {

// "datagram 3 of 5 (512 bytes)"; `index` counts from 0.
Sentence NumberOf(const ConnectionRecord& record, std::size_t index) {
  return Say("checks.datagram", {{"number", index + 1},
                                 {"total", record.datagrams.size()},
                                 {"bytes", SayBytes(record.datagrams[index].size)}});
}

// Something that came in place of a datagram which itself never came.
bool Replaces(const ConnectionRecord& record, const StrangeDatagram& strange) {
  return strange.like && *strange.like < record.datagrams.size() &&
         record.datagrams[*strange.like].returned == 0;
}

bool WasReplaced(const ConnectionRecord& record, std::size_t index) {
  return std::any_of(
      record.strange_datagrams.begin(), record.strange_datagrams.end(),
      [&](const StrangeDatagram& strange) { return strange.like && *strange.like == index; });
}

// The client whose datagram this is, when it went to the wrong one.
const ConnectionRecord* OwnerOf(const CheckInput& input, const ConnectionRecord& receiver,
                                const StrangeDatagram& strange) {
  for (const ConnectionRecord& other : input.evidence.history.connections) {
    if (&other == &receiver) continue;
    for (const DatagramRecord& datagram : other.datagrams) {
      const bool same = datagram.hash == strange.hash && datagram.size == strange.size;
      if (same && datagram.size > 0) return &other;
    }
  }
  return nullptr;
}

// On a shared loopback anybody may send to a client's port: what does not come from the server and
// is like nothing that was sent is not held against the target.
bool IsForeign(const CheckInput& input, const StrangeDatagram& strange) {
  return !strange.from.empty() && !strange.like && input.evidence.isolation == Isolation::kHost;
}

// The scenario itself ended the target while this datagram was on its way, or before it was sent
// and for good.
bool LostByOrder(const TargetOutcome& target, const DatagramRecord& datagram) {
  const auto killed = [](const SignalRecord& signal) { return EndsProcess(signal.signal); };
  if (std::any_of(target.signals.begin(), target.signals.end(), killed)) return true;
  return std::any_of(target.stops.begin(), target.stops.end(), [&](const CommandedStop& stop) {
    return !stop.relaunch || datagram.sent_at < stop.at + stop.stop.duration;
  });
}

// Those that were sent and met with silence.
std::vector<std::size_t> Unanswered(const ConnectionRecord& record) {
  std::vector<std::size_t> unanswered;
  for (std::size_t i = 0; i < record.datagrams.size(); ++i) {
    const DatagramRecord& datagram = record.datagrams[i];
    const bool answered = datagram.returned > 0 || WasReplaced(record, i);
    if (!answered && datagram.error.empty()) unanswered.push_back(i);
  }
  return unanswered;
}

bool AnythingCame(const ConnectionRecord& record) {
  return record.strange_count > 0 ||
         std::any_of(record.datagrams.begin(), record.datagrams.end(),
                     [](const DatagramRecord& sent) { return sent.returned > 0; });
}

// RFC 862, UDP: "when a datagram is received, the data from it is sent back in an answering
// datagram". Every one, the empty one too. A network may lose datagrams, a loopback does so only
// when the target does not read them.
std::optional<Conclusion> JudgeReturnedOf(const CheckInput& input, const Connection& connection) {
  const ConnectionRecord& record = connection.record;
  if (!Sends(connection.script)) return std::nullopt;
  if (record.datagrams.empty()) return Skipped(Say("checks.nothing_sent"));
  std::vector<std::size_t> missing = Unanswered(record);
  const StepRecord* stopped = StoppedAt(record);
  // Something came in place of each, and there were too many to be written down.
  const bool replaced = stopped != nullptr && stopped->outcome == StepOutcome::kWrongBytes;
  if (missing.empty() || replaced) return Pass(Say("checks.all_answered"));
  std::erase_if(missing, [&](std::size_t index) {
    return LostByOrder(input.evidence.target, record.datagrams[index]);
  });
  if (missing.empty()) return Skipped(Say("checks.ended_by_scenario"));
  if (stopped == nullptr) return std::nullopt;  // it left without waiting: its own choice
  const bool refused = stopped->outcome == StepOutcome::kRefused;
  const bool waited =
      stopped->kind == StepKind::kExpectEcho && stopped->outcome == StepOutcome::kTimedOut;
  if (!refused && !waited) {
    return Inconclusive(
        Say("checks.client_stopped", {{"step", StepName(stopped->kind, stopped->argument)}}),
        SayOutcome(stopped->outcome));
  }
  const Sentence datagrams = Say("checks.datagrams", {{"count", record.datagrams.size()}});
  return Fail(Say(missing.size() > 1 ? "checks.not_answered_more" : "checks.not_answered",
                  {{"datagram", NumberOf(record, missing.front())}, {"count", missing.size() - 1}}),
              Say("checks.answer_to_each"),
              Say("checks.answered_then",
                  {{"answered", record.datagrams.size() - missing.size()},
                   {"datagrams", datagrams},
                   {"why", Say(refused ? "checks.why_icmp" : "checks.why_deadline")}}));
}

std::optional<Conclusion> JudgeReturned(const CheckInput& input) {
  if (auto conclusion = JudgeAttempts(input, JudgeReturnedOf)) return conclusion;
  const auto& connections = input.evidence.history.connections;
  const bool any = std::any_of(connections.begin(), connections.end(),
                               [](const ConnectionRecord& record) { return record.connected; });
  // Not skipped: a session in which nobody sent must not pass for a good one.
  if (!any) return Inconclusive(Say("checks.nobody_sent"));
  return std::nullopt;
}

// RFC 862, UDP: what is sent back is "the data from it", all of it and as it was: not cut to the
// server's buffer, not changed.
std::optional<Conclusion> JudgeDatagramsOf(const CheckInput& input, const Connection& connection) {
  const ConnectionRecord& record = connection.record;
  if (record.datagrams.empty()) return Skipped(Say("checks.nothing_sent"));
  for (const StrangeDatagram& strange : record.strange_datagrams) {
    if (!Replaces(record, strange) || !strange.difference) continue;
    if (OwnerOf(input, record, strange) != nullptr) continue;
    const StreamDifference& difference = *strange.difference;
    const bool cut = difference.offset == strange.size;
    Evidence evidence;
    evidence.difference = difference;
    return Fail(
        Say(cut ? "checks.datagram_cut" : "checks.datagram_changed",
            {{"datagram", NumberOf(record, *strange.like)}, {"bytes", SayBytes(strange.size)}}),
        SayFrom(difference.expected, difference), SayFrom(difference.actual, difference),
        std::move(evidence));
  }
  if (!AnythingCame(record)) return Skipped(Say("checks.nothing_came"));
  return Pass(Say("checks.same_bytes"));
}

std::optional<Conclusion> JudgeDatagrams(const CheckInput& input) {
  return JudgeConnections(input, JudgeDatagramsOf);
}

// RFC 862, UDP: one answering datagram for each that is received, and to its sender. On a loopback
// no datagram is doubled on its way.
std::optional<Conclusion> JudgeStrangeOf(const CheckInput& input, const Connection& connection) {
  const ConnectionRecord& record = connection.record;
  for (std::size_t i = 0; i < record.datagrams.size(); ++i) {
    const std::uint32_t returned = record.datagrams[i].returned;
    if (returned < 2) continue;
    return Fail(
        Say("checks.datagram_repeated", {{"datagram", NumberOf(record, i)}, {"times", returned}}),
        Say("checks.one_answer"), Say("checks.answers", {{"count", returned}}));
  }
  for (const StrangeDatagram& strange : record.strange_datagrams) {
    if (IsForeign(input, strange)) continue;
    const Sentence bytes = SayBytes(strange.size);
    if (const ConnectionRecord* owner = OwnerOf(input, record, strange)) {
      return Fail(
          Say("checks.datagram_of_other", {{"bytes", bytes}, {"sender", SayClient(*owner)}}),
          Say("checks.answer_to_sender"), Say("checks.answer_to_other"));
    }
    if (Replaces(record, strange)) continue;
    return Fail(Say("checks.datagram_of_nobody", {{"bytes", bytes}}), Say("checks.only_sent"),
                Plain('"' + EscapeBytes(strange.head, 40) + '"'));
  }
  return Pass(Say("checks.nothing_extra"));
}

std::optional<Conclusion> JudgeStrange(const CheckInput& input) {
  return JudgeConnections(input, JudgeStrangeOf);
}

// RFC 768: a client knows an answer by the address and the port that it comes from. A connected
// socket never sees one from elsewhere.
std::optional<Conclusion> JudgeSenderOf(const CheckInput& /*input*/, const Connection& connection) {
  const ConnectionRecord& record = connection.record;
  if (record.datagrams.empty()) return Skipped(Say("checks.nothing_sent"));
  for (const StrangeDatagram& strange : record.strange_datagrams) {
    if (strange.from.empty() || !strange.like) continue;
    return Fail(Say("checks.wrong_sender", {{"address", strange.from}}),
                Plain(ToString(record.remote)), Plain(strange.from));
  }
  if (!AnythingCame(record)) return Skipped(Say("checks.nothing_came"));
  return Pass(Say("checks.right_sender"));
}

std::optional<Conclusion> JudgeSender(const CheckInput& input) {
  return JudgeConnections(input, JudgeSenderOf);
}

}  // namespace

std::span<const Check> UdpChecks() {
  static constexpr Check kChecks[] = {
      {CheckId::kUdpComplete, Level::kMust, "RFC 862, UDP", JudgeReturned},
      {CheckId::kUdpBytes, Level::kMust, "RFC 862, UDP", JudgeDatagrams},
      {CheckId::kUdpUnsolicited, Level::kMust, "RFC 862, UDP", JudgeStrange},
      {CheckId::kUdpSender, Level::kMust, "RFC 768", JudgeSender},
  };
  return kChecks;
}

}  // namespace echocheck
