// SPDX-License-Identifier: MIT
// A scenario file -> Scenario (docs/scenario-format.md), strictly. All errors are the user's, with
// file, line, column and JSON pointer; a Scenario that comes out can be played as it stands.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "harness/base/result.h"
#include "harness/model/scenario.h"

namespace echocheck {

Result<Scenario> LoadScenario(const std::filesystem::path& file);

// The same for a text at hand; `path` only names it in messages and in the Scenario.
Result<Scenario> ParseScenario(std::string_view text, std::string path);

}  // namespace echocheck
