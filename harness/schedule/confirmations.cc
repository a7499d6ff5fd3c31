// SPDX-License-Identifier: MIT
#include "harness/schedule/confirmations.h"

#include <algorithm>
#include <utility>

namespace echocheck {

void Confirmations::Add(std::size_t scenario, Verdict verdict, const FailureSet& failures,
                        Nanoseconds took) {
  auto group = std::ranges::find_if(groups_, [&](const Group& known) {
    return known.verdict == verdict && known.failures == failures;
  });
  if (group == groups_.end()) group = groups_.insert(groups_.end(), {verdict, failures, {}});
  const auto longer = std::ranges::upper_bound(group->scenarios, took, {}, &Failed::took);
  group->scenarios.insert(longer, {scenario, took});
}

std::optional<std::size_t> Confirmations::Next() const {
  if (groups_.empty()) return std::nullopt;
  return groups_.front().scenarios.front().scenario;
}

std::vector<std::size_t> Confirmations::Confirm(Verdict verdict, const FailureSet& failures) {
  Group& group = groups_.front();
  // One in common is enough: a fault that shows in one way or another is the same fault.
  const bool same =
      verdict == group.verdict &&
      (failures == group.failures || std::ranges::any_of(failures, [&](const auto& failure) {
         return group.failures.contains(failure);
       }));
  const auto end = same ? group.scenarios.end() : group.scenarios.begin() + 1;
  std::vector<std::size_t> decided;
  for (auto each = group.scenarios.begin(); each != end; ++each) decided.push_back(each->scenario);
  group.scenarios.erase(group.scenarios.begin(), end);
  if (group.scenarios.empty()) groups_.pop_front();
  return decided;
}

}  // namespace echocheck
