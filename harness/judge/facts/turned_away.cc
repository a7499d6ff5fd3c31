// SPDX-License-Identifier: MIT
#include "harness/judge/facts/turned_away.h"

#include <algorithm>
#include <set>

#include "harness/judge/facts/commanded_stops.h"

namespace echocheck {
namespace {

enum class Fate { kUnknown, kServed, kRefused, kClosed };

bool EchoedNothing(const StreamRecord& stream) {
  if (stream.received == 0) return true;
  // "server full" and the like
  return (stream.difference && stream.difference->offset == 0) || stream.unsolicited_offset == 0;
}

Fate FateOf(const CheckInput& input, const Connection& connection) {
  const ConnectionRecord& record = connection.record;
  const StepRecord* connect = FindStep(record, StepKind::kConnect);
  if (connect == nullptr || connect->outcome == StepOutcome::kAbandoned) return Fate::kUnknown;
  if (OpenWhenToldToStop(input, connection)) return Fate::kUnknown;
  if (!record.connected) {
    const bool refused =
        connect->outcome == StepOutcome::kRefused || connect->outcome == StepOutcome::kReset;
    return refused && !ToldToStopBefore(input, connect->end) ? Fate::kRefused : Fate::kUnknown;
  }
  if (record.ending == ClientEnding::kVanished) return Fate::kUnknown;
  if (ServerEndedFirst(connection)) {
    return EchoedNothing(record.stream) ? Fate::kClosed : Fate::kUnknown;
  }
  return record.stream.received > 0 || !Sends(connection.script) ? Fate::kServed : Fate::kUnknown;
}

// There are fewer descriptors than clients, because the scenario wants it so.
bool ShortOfDescriptors(const CheckInput& input) {
  const auto& limit = input.scenario.limits.open_files;
  return limit && *limit < input.evidence.history.connections.size();
}

struct Candidate {
  const ConnectionRecord* record;
  Nanoseconds from;
  Fate fate;
};

// Counts, for each of them in the order of `from`, the served ones that were connected then.
std::vector<Reception> WithOthers(const std::vector<Candidate>& candidates) {
  std::vector<Reception> receptions;
  std::multiset<Nanoseconds> ends;  // of the served ones so far
  for (const Candidate& one : candidates) {
    ends.erase(ends.begin(), ends.upper_bound(one.from));
    receptions.push_back({one.record, one.fate != Fate::kServed, ends.size()});
    if (one.fate == Fate::kServed) ends.insert(one.record->ended_at.value_or(Nanoseconds::max()));
  }
  return receptions;
}

}  // namespace

std::vector<Reception> Receptions(const CheckInput& input) {
  if (EndedByItself(input) || ShortOfDescriptors(input)) return {};
  std::vector<Candidate> candidates;
  std::set<std::uint32_t> scripts_served;
  for (const Connection& connection : ConnectionsOf(input)) {
    const Fate fate = FateOf(input, connection);
    if (fate == Fate::kUnknown) continue;
    candidates.push_back(
        {&connection.record, FindStep(connection.record, StepKind::kConnect)->begin, fate});
    if (fate == Fate::kServed) scripts_served.insert(connection.record.script);
  }
  std::erase_if(candidates, [&](const Candidate& one) {
    return one.fate == Fate::kClosed && !scripts_served.contains(one.record->script);
  });
  std::ranges::stable_sort(candidates, {}, &Candidate::from);
  // Of one that serves nobody any more, nobody who comes later is served.
  std::vector<Reception> receptions = WithOthers(candidates);
  const auto last_served = std::find_if(receptions.rbegin(), receptions.rend(),
                                        [](const Reception& one) { return !one.turned_away; });
  bool serves = false;
  for (std::size_t i = 0; i < receptions.size(); ++i) {
    const bool later_one = last_served != receptions.rend() &&
                           i < static_cast<std::size_t>(receptions.rend() - last_served) - 1;
    serves = serves || (receptions[i].turned_away && (receptions[i].others > 0 || later_one));
  }
  if (!serves) receptions.clear();
  return receptions;
}

std::optional<std::size_t> LimitOfClients(const std::vector<Reception>& receptions) {
  std::size_t limit = 0;
  for (const Reception& one : receptions) {
    if (!one.turned_away) limit = std::max(limit, one.others + 1);
  }
  const std::size_t turned_away = CountTurnedAway(receptions);
  const auto beyond = static_cast<std::size_t>(std::ranges::count_if(
      receptions, [&](const Reception& one) { return one.turned_away && one.others >= limit; }));
  // Where clients come and go, the server may learn later than we that one has left.
  if (turned_away == 0 || beyond * 2 < turned_away) return std::nullopt;
  return limit;
}

std::optional<std::size_t> EachNthClient(const std::vector<Reception>& receptions) {
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < receptions.size(); ++i) {
    if (receptions[i].turned_away) places.push_back(i);
  }
  if (places.size() < 2) return std::nullopt;
  const std::size_t period = places[1] - places[0];
  if (places[0] >= period) return std::nullopt;
  for (std::size_t i = places[0]; i < receptions.size(); i += period) {
    if (!receptions[i].turned_away) return std::nullopt;
  }
  const std::size_t due = (receptions.size() - places[0] + period - 1) / period;
  return due == places.size() ? std::optional(period) : std::nullopt;
}

std::size_t CountTurnedAway(const std::vector<Reception>& receptions) {
  return static_cast<std::size_t>(std::ranges::count(receptions, true, &Reception::turned_away));
}

}  // namespace echocheck
