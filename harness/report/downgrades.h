// SPDX-License-Identifier: MIT
// What a run could not look at, although it would have: what every format says of it at its top.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "harness/base/enum_names.h"
#include "harness/model/run_record.h"
#include "harness/words/language.h"

namespace echocheck {

enum class Downgraded : std::uint8_t {
  kIsolation,  // a private arena was refused: they were played on the host's network
  kCapture,    // packets were not captured
  kClose,      // nothing shows how the connections closed: no points are given (scenario_points.h)
};
constexpr auto EnumNames(Downgraded /*tag*/) {
  return std::to_array<std::string_view>({"isolation", "capture", "close"});
}

struct Downgrade {
  Downgraded what = Downgraded::kIsolation;
  std::size_t scenarios = 0;  // of which this is true
  std::size_t played = 0;     // of so many
  Reason reason;              // in the first of them
};

// In the order of Downgraded; those that hold of no scenario are left out.
std::vector<Downgrade> DowngradesOf(const RunRecord& run);

// A sentence each, safe to be printed.
std::vector<std::string> DowngradeLines(const RunRecord& run, Language language);

}  // namespace echocheck
