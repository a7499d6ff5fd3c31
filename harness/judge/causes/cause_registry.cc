// SPDX-License-Identifier: MIT
#include "harness/judge/causes/cause_registry.h"

#include <algorithm>
#include <vector>

#include "harness/judge/causes/cause_families.h"

namespace echocheck {
namespace {

std::vector<CauseRule> Collect() {
  std::vector<CauseRule> all;
  for (const std::span<const CauseRule> family :
       {StartCauses(), OwnWordsCauses(), MagicWordCauses(), DeathCauses(), StopCauses(),
        AdditionCauses(), RefusalCauses(), ServingCauses(), ContentCauses(), AddedTextCauses(),
        AnswerCauses(), HoldCauses(), CloseCauses(), LossCauses(), ResourceCauses(),
        DatagramCauses()}) {
    all.insert(all.end(), family.begin(), family.end());
  }
  return all;
}

}  // namespace

bool HasWord(std::string_view words, std::string_view word) {
  while (!words.empty()) {
    const std::size_t end = std::min(words.find(' '), words.size());
    if (words.substr(0, end) == word) return true;
    words.remove_prefix(std::min(end + 1, words.size()));
  }
  return false;
}

std::span<const CauseRule> AllCauses() {
  static const std::vector<CauseRule> causes = Collect();
  return causes;
}

std::size_t CauseRank(std::string_view id) {
  const auto all = AllCauses();
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const CauseRule& rule) { return rule.id == id; });
  return static_cast<std::size_t>(found - all.begin());
}

}  // namespace echocheck
