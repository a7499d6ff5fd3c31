// SPDX-License-Identifier: MIT
#include "harness/run/confirmations.h"

#include <algorithm>
#include <utility>

namespace echocheck {

void Confirmations::Add(std::size_t scenario, Verdict verdict, const FailureSet& failures) {
  const auto group = std::ranges::find_if(groups_, [&](const Group& known) {
    return known.verdict == verdict && known.failures == failures;
  });
  if (group != groups_.end()) {
    group->scenarios.push_back(scenario);
  } else {
    groups_.push_back({verdict, failures, {scenario}});
  }
}

std::optional<std::size_t> Confirmations::Next() const {
  if (groups_.empty()) return std::nullopt;
  return groups_.front().scenarios.front();
}

std::vector<std::size_t> Confirmations::Confirm(Verdict verdict, const FailureSet& failures) {
  Group& group = groups_.front();
  // One in common is enough: a fault that shows in one way or another is the same fault.
  const bool same =
      verdict == group.verdict &&
      (failures == group.failures || std::ranges::any_of(failures, [&](const auto& failure) {
         return group.failures.contains(failure);
       }));
  std::vector<std::size_t> decided;
  if (same) {
    decided = std::move(group.scenarios);
    group.scenarios.clear();
  } else {
    decided.push_back(group.scenarios.front());
    group.scenarios.erase(group.scenarios.begin());
  }
  if (group.scenarios.empty()) groups_.pop_front();
  return decided;
}

}  // namespace echocheck
