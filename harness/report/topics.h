// SPDX-License-Identifier: MIT
// What a run came to, by topic: the topic of close/half_close is "close".
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "harness/base/clock.h"
#include "harness/model/run_record.h"

namespace echocheck {

struct Topic {
  static constexpr std::size_t kVerdicts = EnumNames(Verdict{}).size();
  static constexpr std::size_t kKnown = kVerdicts;  // the column of failures that are known

  std::string name;  // safe to show
  std::array<std::size_t, kVerdicts + 1> counts{};
  std::uint64_t earned = 0;  // points
  std::uint64_t possible = 0;
  Nanoseconds time{0};

  void Add(const ScenarioRecord& scenario);
};

// In the order of their first scenario; of more than one, their sum comes last, as `all`. `top` is
// the topic of scenarios that are in no folder.
std::vector<Topic> TopicsOf(const RunRecord& run, std::string_view top, std::string_view all);

}  // namespace echocheck
