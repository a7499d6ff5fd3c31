// SPDX-License-Identifier: MIT
// Whether events fit a flag pattern, told from the pattern's tree by sets of places: the model that
// FlagMatcher's compiled program is held against.
#pragma once

#include <array>
#include <vector>

#include "harness/model/flow.h"
#include "harness/pattern/normal_view.h"
#include "harness/pattern/pattern_syntax.h"

namespace echocheck {

struct ModelEvents {
  std::vector<PatternEvent> list;
  std::array<bool, 2> owed_at_end{};
};

bool ModelMatches(const PatternNode& pattern, PatternMode mode, const ModelEvents& events);

}  // namespace echocheck
