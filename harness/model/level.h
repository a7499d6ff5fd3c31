// SPDX-License-Identifier: MIT
// How much weight a demand has.
#pragma once

#include <array>
#include <string_view>

#include "harness/base/enum_names.h"

namespace echocheck {

// MUST: RFC 862, and what it takes to say it over TCP. SHOULD: what a good server does. INFO: worth
// knowing. A MUST that failed is `fail`, a SHOULD `warn` (with --strict `fail`), an INFO `pass`.
// In falling order: the greater is the milder one.
enum class Level { kMust, kShould, kInfo };
constexpr auto EnumNames(Level /*tag*/) {
  return std::to_array<std::string_view>({"MUST", "SHOULD", "INFO"});
}

}  // namespace echocheck
