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
  std::string_view demand;
};

struct ListedCause {
  std::string_view id;
  std::string title;
  std::string_view evidence;  // how it is told
};

std::string RenderCheckList(std::span<const ListedCheck> checks);
std::string RenderCauseList(std::span<const ListedCause> causes);
std::string RenderScenarioList(std::span<const Scenario> scenarios);

// A JSON list with an object a scenario: what a program needs to choose and to play them.
std::string RenderScenarioListJson(std::span<const Scenario> scenarios);

}  // namespace echocheck
