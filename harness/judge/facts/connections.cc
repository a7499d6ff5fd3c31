// SPDX-License-Identifier: MIT
#include "harness/judge/facts/connections.h"

#include <algorithm>
#include <string>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

#include "harness/judge/phrases.h"

namespace echocheck {
namespace {

// Enough to look at; a thousand failed clients need no thousand ports in a report.
constexpr std::size_t kPortsShown = 16;

constexpr char kListeningUnseen[] = "checks.see_listens";

std::string FlowKey(const Endpoint& client, const Endpoint& server) {
  return ToString(client) + ' ' + ToString(server);
}

// Segments of an earlier connection on the same ports may be in the capture of a shared loopback:
// the flow that was opened before our eyes is the one.
int OpeningSeen(const FlowRecord& flow) {
  return (flow.from_client.syn_frame ? 1 : 0) + (flow.from_server.syn_frame ? 1 : 0);
}

class FlowIndex {
 public:
  explicit FlowIndex(const CheckInput& input) {
    if (input.evidence.capture.state != CaptureState::kComplete) return;
    for (const FlowRecord& flow : input.flows) {
      const FlowRecord*& known = flows_[FlowKey(flow.client, flow.server)];
      if (known == nullptr || OpeningSeen(flow) > OpeningSeen(*known)) known = &flow;
    }
  }
  const FlowRecord* Find(const ConnectionRecord& record) const {
    const auto found = flows_.find(FlowKey(record.local, record.remote));
    return found == flows_.end() ? nullptr : found->second;
  }

 private:
  std::unordered_map<std::string, const FlowRecord*> flows_;
};

const ClientScript& ScriptOf(const CheckInput& input, const ConnectionRecord& record) {
  static const ClientScript kNone;  // for evidence that does not fit its scenario
  const auto& scripts = input.scenario.clients;
  return record.script < scripts.size() ? scripts[record.script] : kNone;
}

struct Judged {
  const ConnectionRecord* record;
  Conclusion conclusion;
};

int Weight(Outcome outcome) {
  switch (outcome) {
    case Outcome::kPass:
      return 0;
    case Outcome::kSkipped:
      return 1;
    case Outcome::kInconclusive:
      return 2;
    case Outcome::kFail:
      return 3;
  }
  return 2;
}

bool LighterThan(const Judged& a, const Judged& b) {
  return Weight(a.conclusion.outcome) < Weight(b.conclusion.outcome);
}

Sentence SayOfClient(const ConnectionRecord& record, std::size_t others, Sentence summary) {
  return Say(others == 0 ? "checks.of_client" : "checks.of_clients",
             {{"client", SayClient(record)}, {"count", others}, {"summary", std::move(summary)}});
}

// Of equally weighty conclusions the first one speaks.
Conclusion Merge(std::vector<Judged> all, std::size_t connections) {
  const auto first = std::max_element(all.begin(), all.end(), LighterThan);
  Conclusion merged = first->conclusion;
  const auto same = [&](const Judged& one) { return one.conclusion.outcome == merged.outcome; };
  const auto count = static_cast<std::size_t>(std::count_if(all.begin(), all.end(), same));
  if (merged.outcome == Outcome::kPass) {
    if (count > 1) {
      merged.summary =
          Say("checks.of_connections", {{"count", count}, {"summary", std::move(merged.summary)}});
    }
    return merged;
  }
  if (connections > 1) {
    merged.summary = SayOfClient(*first->record, count - 1, std::move(merged.summary));
  }
  if (merged.outcome == Outcome::kSkipped) return merged;
  for (const Judged& one : all) {
    if (merged.evidence.ports.size() == kPortsShown) break;
    if (same(one)) merged.evidence.ports.push_back(one.record->local.port);
  }
  return merged;
}

std::optional<Conclusion> JudgeOne(const CheckInput& input, const Connection& connection,
                                   const ConnectionJudge& judge) {
  for (const StepRecord& step : connection.record.steps) {
    if (step.outcome != StepOutcome::kFailed) continue;
    return Inconclusive(
        Say("checks.own_step_failed", {{"step", StepName(step.kind, step.argument)}}),
        Plain(step.error));
  }
  return judge(input, connection);
}

std::vector<Judged> JudgeAll(const CheckInput& input, const ConnectionJudge& judge,
                             bool connected_only) {
  const FlowIndex flows(input);
  std::vector<Judged> all;
  for (const ConnectionRecord& record : input.evidence.history.connections) {
    if (connected_only && !record.connected) continue;
    const Connection connection{record, ScriptOf(input, record), flows.Find(record)};
    if (auto conclusion = JudgeOne(input, connection, judge)) {
      all.push_back({&record, std::move(*conclusion)});
    }
  }
  return all;
}

}  // namespace

std::optional<Conclusion> NeverListened(const CheckInput& input) {
  const bool unseen = input.evidence.target.sockets_unseen.has_value();
  switch (input.evidence.target.startup) {
    case Startup::kNotLaunched:  // it may run without us: the clients will tell
    case Startup::kListening:
      return std::nullopt;
    case Startup::kExited:
      return Skipped(Say("checks.never_listened"));
    case Startup::kTimedOut:
      return Skipped(Say(unseen ? kListeningUnseen : "checks.never_listened"));
    case Startup::kListensElsewhere:
      return Skipped(Say(unseen ? kListeningUnseen : "checks.never_listened_there"));
    case Startup::kNotOffered:
      return Skipped(Say("checks.not_offered"));
  }
  return std::nullopt;
}

std::optional<Conclusion> NobodyConnected(const CheckInput& input) {
  if (auto reason = NeverListened(input)) return reason;
  const auto& connections = input.evidence.history.connections;
  const auto connected = [](const ConnectionRecord& record) { return record.connected; };
  if (std::any_of(connections.begin(), connections.end(), connected)) return std::nullopt;
  return Skipped(Say("checks.nobody_connected"));
}

Connection ConnectionOf(const CheckInput& input, const ConnectionRecord& record) {
  const FlowRecord* found = nullptr;
  if (input.evidence.capture.state == CaptureState::kComplete) {
    for (const FlowRecord& flow : input.flows) {
      if (flow.client != record.local || flow.server != record.remote) continue;
      if (found == nullptr || OpeningSeen(flow) > OpeningSeen(*found)) found = &flow;
    }
  }
  return {record, ScriptOf(input, record), found};
}

std::vector<Connection> ConnectionsOf(const CheckInput& input) {
  const FlowIndex flows(input);
  std::vector<Connection> all;
  all.reserve(input.evidence.history.connections.size());
  for (const ConnectionRecord& record : input.evidence.history.connections) {
    all.push_back({record, ScriptOf(input, record), flows.Find(record)});
  }
  return all;
}

std::optional<Conclusion> JudgeConnections(const CheckInput& input, const ConnectionJudge& judge) {
  if (auto reason = NobodyConnected(input)) return reason;
  std::vector<Judged> all = JudgeAll(input, judge, true);
  if (all.empty()) return std::nullopt;
  return Merge(std::move(all), input.evidence.history.connections.size());
}

std::optional<Conclusion> JudgeAttempts(const CheckInput& input, const ConnectionJudge& judge) {
  if (auto reason = NeverListened(input)) return reason;
  std::vector<Judged> all = JudgeAll(input, judge, false);
  if (all.empty()) return std::nullopt;
  return Merge(std::move(all), input.evidence.history.connections.size());
}

Conclusion WhyNoWire(const CheckInput& input) {
  const CaptureLog& capture = input.evidence.capture;
  switch (capture.state) {
    case CaptureState::kOff:
      return Skipped(capture.reason.empty()
                         ? Say("checks.no_capture")
                         : Say("checks.no_capture_because", {{"why", capture.reason.said()}}));
    case CaptureState::kIncomplete:
      return Inconclusive(Say("checks.capture_incomplete", {{"why", capture.reason.said()}}));
    case CaptureState::kComplete:
      break;
  }
  return Inconclusive(Say("checks.not_captured"));
}

const StepRecord* StoppedAt(const ConnectionRecord& record) {
  for (const StepRecord& step : record.steps) {
    if (step.outcome != StepOutcome::kDone) return &step;
  }
  return nullptr;
}

const StepRecord* FindStep(const ConnectionRecord& record, StepKind kind) {
  for (const StepRecord& step : record.steps) {
    if (step.kind == kind) return &step;
  }
  return nullptr;
}

std::optional<WhenOpen> OpenSpan(const ConnectionRecord& record) {
  const StepRecord* connect = FindStep(record, StepKind::kConnect);
  if (!record.connected || connect == nullptr) return std::nullopt;
  return WhenOpen(connect->end, record.ended_at);
}

bool OpenAt(const ConnectionRecord& record, Nanoseconds at) {
  const auto span = OpenSpan(record);
  return span && span->first <= at && (!span->second || *span->second > at);
}

bool HalfClosed(const ConnectionRecord& record) {
  // Not by `ending`, which says how the socket was let go of in the end.
  const StepRecord* shutdown = FindStep(record, StepKind::kShutdown);
  return shutdown != nullptr && shutdown->outcome == StepOutcome::kDone;
}

bool ServerEndedFirst(const Connection& connection) {
  if (const FlowRecord* flow = connection.flow) {
    const auto& server = flow->from_server;
    const std::uint64_t end =
        std::min(server.fin_frame.value_or(UINT64_MAX), server.rst_frame.value_or(UINT64_MAX));
    return end < std::min(flow->from_client.fin_frame.value_or(UINT64_MAX),
                          flow->from_client.rst_frame.value_or(UINT64_MAX));
  }
  const ConnectionRecord& record = connection.record;
  const auto before = [&](const std::optional<Nanoseconds>& at) {
    return at && (!HalfClosed(record) || *at < *record.ended_at);
  };
  return before(record.stream.eof_at) || before(record.stream.reset_at);
}

bool LeftWithoutFin(const ConnectionRecord& record) {
  return record.ending == ClientEnding::kReset || record.ending == ClientEnding::kVanished ||
         record.left_unread;
}

bool Sends(const ClientScript& script) {
  return std::any_of(script.steps.begin(), script.steps.end(), [](const Step& step) {
    return std::holds_alternative<SendStep>(step.action);
  });
}

bool ExpectsReset(const ClientScript& script) {
  return std::any_of(script.steps.begin(), script.steps.end(), [](const Step& step) {
    const auto* expect = std::get_if<ExpectStep>(&step.action);
    return expect != nullptr && expect->what == Expectation::kReset;
  });
}

std::optional<std::uint64_t> FrameOfServerByte(const FlowRecord* flow, std::uint64_t offset) {
  if (flow == nullptr) return std::nullopt;
  for (const auto* segments : {&flow->head, &flow->tail}) {
    for (const FlowSegment& segment : *segments) {
      if (segment.from != Side::kServer || segment.length == 0 || segment.seq == 0) continue;
      // The SYN has number 0, the first byte number 1. Past 4 GiB numbers come again: such an
      // offset finds no frame, which is better than a wrong one.
      const std::uint64_t begin = segment.seq - 1;
      if (offset >= begin && offset < begin + segment.length) return segment.frame;
    }
  }
  return std::nullopt;
}

Evidence Frames(std::initializer_list<std::optional<std::uint64_t>> frames) {
  Evidence evidence;
  for (const auto& frame : frames) {
    if (frame) evidence.frames.push_back(*frame);
  }
  return evidence;
}

}  // namespace echocheck
