// SPDX-License-Identifier: MIT
// The target runs, and somebody was not served.
#include <algorithm>
#include <vector>

#include "harness/judge/causes/cause_families.h"
#include "harness/judge/facts/commanded_stops.h"
#include "harness/judge/facts/echo_divergence.h"
#include "harness/judge/phrases.h"

namespace echocheck {
namespace {

using Records = std::vector<const ConnectionRecord*>;

bool Alive(const CauseContext& context) { return !EndedByItself(context.input); }

// When it began to wait in vain: for its connection, or for its echo.
std::optional<Nanoseconds> WaitedFrom(const ConnectionRecord& record) {
  const StepRecord* stopped = StoppedAt(record);
  if (stopped == nullptr) return std::nullopt;
  return stopped->begin;
}

Records OthersOpenAt(const CauseContext& context, Nanoseconds at) {
  Records others;
  for (const ConnectionRecord& record : context.input.evidence.history.connections) {
    if (&record != &context.connection->record && OpenAt(record, at)) others.push_back(&record);
  }
  return others;
}

bool ReleasedByOthers(const ConnectionRecord& record) {
  return record.probe && record.probe->released > 0 &&
         record.probe->released_by == Release::kOthersLeft;
}

// It has stopped reading, or reads slowly.
bool ReadsSlowly(const CauseContext& context, const ConnectionRecord& record, Nanoseconds at) {
  const auto& scripts = context.input.scenario.clients;
  if (record.script >= scripts.size()) return false;
  bool slow = false;
  for (const StepRecord& step : record.steps) {
    if (step.outcome == StepOutcome::kAbandoned || step.begin > at) break;
    if (step.index >= scripts[record.script].steps.size()) break;
    const auto& action = scripts[record.script].steps[step.index].action;
    const auto* reading = std::get_if<ReadingStep>(&action);
    if (reading != nullptr) slow = reading->reading == Reading::kStop || reading->pace.has_value();
  }
  return slow;
}

// Of what it said last not one byte came back; all before did.
bool LacksWholeMessage(const Connection& connection) {
  const EchoDivergence divergence(connection);
  return divergence.truncated() && divergence.message() != nullptr &&
         divergence.message()->begin == divergence.offset();
}

std::optional<CauseArguments> BlockedBySlowReader(const CauseContext& context) {
  if (context.connection == nullptr) return std::nullopt;
  const ConnectionRecord& record = context.connection->record;
  const auto from = WaitedFrom(record);
  if (!from || !Alive(context)) return std::nullopt;
  if (!ReleasedByOthers(record) && !LacksWholeMessage(*context.connection)) return std::nullopt;
  if (ReadsSlowly(context, record, *from)) return std::nullopt;
  for (const ConnectionRecord* other : OthersOpenAt(context, *from)) {
    if (!ReadsSlowly(context, *other, *from)) continue;
    return CauseArguments{{"client", SayClient(record)}, {"other", SayClient(*other)}};
  }
  return std::nullopt;
}

// One other was there, or several of which no more than one was served.
std::optional<CauseArguments> OneAtATime(const CauseContext& context) {
  if (context.connection == nullptr) return std::nullopt;
  const ConnectionRecord& record = context.connection->record;
  const auto from = WaitedFrom(record);
  if (!from || !ReleasedByOthers(record) || record.stream.received > 0) return std::nullopt;
  const Records others = OthersOpenAt(context, *from);
  const auto served = [](const ConnectionRecord* other) { return other->stream.received > 0; };
  const auto waits = [](const ConnectionRecord* other) {
    return other->stream.sent > 0 && other->stream.received == 0;
  };
  const auto count = std::count_if(others.begin(), others.end(), served);
  const bool alone = others.size() == 1;
  const bool others_wait = count <= 1 && std::any_of(others.begin(), others.end(), waits);
  if (!alone && !others_wait) return std::nullopt;
  const auto busy_with = std::find_if(others.begin(), others.end(), served);
  const ConnectionRecord* other = busy_with != others.end() ? *busy_with : others.front();
  return CauseArguments{{"client", SayClient(record)}, {"other", SayClient(*other)}};
}

// It was connected by the kernel at most, and got not one byte, whatever was tried.
bool GotNothing(const ConnectionRecord& record) {
  if (!record.connected) {
    const StepRecord* connect = FindStep(record, StepKind::kConnect);
    return connect != nullptr && connect->outcome != StepOutcome::kAbandoned &&
           connect->outcome != StepOutcome::kFailed;
  }
  if (record.stream.sent == 0 || record.stream.received > 0) return false;
  // Whoever ends it has served it, if badly.
  if (record.stream.eof_at || record.stream.reset_at) return false;
  return !record.probe || record.probe->received == 0 ||
         record.probe->released_by == Release::kOthersLeft;
}

// Its connection is still with the kernel alone: no process holds it.
bool NeverAccepted(const CheckInput& input, const ConnectionRecord& record) {
  if (record.stream.received > 0) return false;
  const auto& left = input.evidence.target.sockets_left;
  return std::any_of(left.begin(), left.end(), [&](const SocketRecord& socket) {
    return socket.remote.port == record.local.port && socket.holders == 0 && !socket.holders_unseen;
  });
}

Nanoseconds ConnectedFrom(const ConnectionRecord& record) {
  const StepRecord* connect = FindStep(record, StepKind::kConnect);
  return connect != nullptr ? connect->begin : Nanoseconds(0);
}

std::optional<CauseArguments> SilentAfterReset(const CauseContext& context) {
  if (context.connection == nullptr || !Alive(context)) return std::nullopt;
  const ConnectionRecord& record = context.connection->record;
  if (!GotNothing(record) || ReleasedByOthers(record)) return std::nullopt;
  const Nanoseconds waited = WaitedFrom(record).value_or(ConnectedFrom(record));
  const ConnectionRecord* reset = nullptr;
  for (const ConnectionRecord& other : context.input.evidence.history.connections) {
    if (&other == &record || !other.connected || !other.ended_at) continue;
    if (!LeftWithoutFin(other) || *other.ended_at > waited) continue;
    if (other.ending == ClientEnding::kVanished) continue;  // the server was told nothing
    if (reset == nullptr || *other.ended_at > *reset->ended_at) reset = &other;
  }
  if (reset == nullptr) return std::nullopt;
  // Somebody who came after it and was served speaks against it.
  for (const ConnectionRecord& other : context.input.evidence.history.connections) {
    if (other.stream.received > 0 && ConnectedFrom(other) > *reset->ended_at) return std::nullopt;
  }
  return CauseArguments{{"client", SayClient(record)}, {"other", SayClient(*reset)}};
}

// Its connection found no place among those that wait to be accepted: the kernel drops its SYN, or
// what completes its handshake and all that comes after it, and acknowledges nothing. A server that
// does not read has its kernel acknowledge all the same.
std::optional<CauseArguments> AcceptQueueFull(const CauseContext& context) {
  if (context.connection == nullptr || context.connection->flow == nullptr) return std::nullopt;
  if (!Alive(context)) return std::nullopt;
  const FlowRecord& flow = *context.connection->flow;
  if (flow.from_client.retransmissions == 0 || flow.from_server.rst_frame) return std::nullopt;
  const auto answers = [](const FlowSegment& segment) {
    return segment.from == Side::kServer && (segment.flags & tcp_flag::kSyn) == 0;
  };
  if (std::any_of(flow.head.begin(), flow.head.end(), answers) ||
      std::any_of(flow.tail.begin(), flow.tail.end(), answers)) {
    return std::nullopt;
  }
  return CauseArguments{{"client", SayClient(context.connection->record)},
                        {"count", std::to_string(flow.from_client.retransmissions)}};
}

// The client came over IPv6, and the target listens on IPv4 alone.
bool CameToNobody(const CauseContext& context, const ConnectionRecord& record) {
  const auto is_ipv6 = [](const Endpoint& endpoint) { return IsIpv6(endpoint.address); };
  const auto& listening = context.target().listening;
  return !listening.empty() && is_ipv6(record.remote) && std::ranges::none_of(listening, is_ipv6);
}

std::optional<CauseArguments> StopsServing(const CauseContext& context) {
  if (context.connection == nullptr || !Alive(context)) return std::nullopt;
  const ConnectionRecord& record = context.connection->record;
  if (CameToNobody(context, record)) return std::nullopt;
  if (!GotNothing(record) && !NeverAccepted(context.input, record)) return std::nullopt;
  const auto& all = context.input.evidence.history.connections;
  const auto served = static_cast<std::size_t>(
      std::count_if(all.begin(), all.end(),
                    [](const ConnectionRecord& other) { return other.stream.received > 0; }));
  const Records others = OthersOpenAt(context, WaitedFrom(record).value_or(ConnectedFrom(record)));
  if (served == 0 && !ReleasedByOthers(record)) return std::nullopt;
  return CauseArguments{{"client", SayClient(record)},
                        {"served", std::to_string(served)},
                        {"others", std::to_string(others.size())}};
}

constexpr CheckSet kWaits = {CheckId::kEchoComplete, CheckId::kEchoConcurrent,
                             CheckId::kOpenHandshake, CheckId::kCloseFin, CheckId::kCloseReleased};

}  // namespace

std::span<const CauseRule> ServingCauses() {
  static constexpr CauseRule kCauses[] = {
      {"blocked-by-slow-reader",
       {CheckId::kEchoComplete, CheckId::kEchoConcurrent},
       "client other",
       BlockedBySlowReader},
      {"one-client-at-a-time", {CheckId::kEchoConcurrent}, "client other", OneAtATime},
      {"silent-after-reset", kWaits, "client other", SilentAfterReset},
      {"accept-queue-full", kWaits, "client count", AcceptQueueFull},
      {"stops-serving", kWaits, "client served others", StopsServing},
  };
  return kCauses;
}

}  // namespace echocheck
