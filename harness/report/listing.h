// SPDX-License-Identifier: MIT
// What `echocheck list` prints.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "harness/model/finding.h"
#include "harness/model/scenario.h"

namespace echocheck {

struct ListedCheck {
  std::string_view id;
  Level level = Level::kMust;
  std::string_view source;
  std::string demand;
};

struct ListedCause {
  std::string_view id;
  std::string title;
  std::string evidence;  // how it is told
};

std::string RenderCheckList(std::span<const ListedCheck> checks);
std::string RenderCauseList(std::span<const ListedCause> causes);
// With their titles in `language`.
std::string RenderScenarioList(std::span<const Scenario> scenarios, std::string_view language);

// A JSON list with an object a scenario: what a program needs to choose and to play them. The same
// in every language.
std::string RenderScenarioListJson(std::span<const Scenario> scenarios);

}  // namespace echocheck
