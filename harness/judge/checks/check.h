// SPDX-License-Identifier: MIT
// A check: a named rule that an echo server is held to, and what it concludes from the evidence of
// one scenario. Pure: no clock, no I/O, so that saved evidence can be judged again. What it demands
// is said in the catalogue "checks_about" (check_texts.h).
#pragma once

#include <optional>
#include <string_view>

#include "harness/judge/check_input.h"
#include "harness/judge/conclusion.h"
#include "harness/model/level.h"

namespace echocheck {

struct Check {
  std::string_view id;      // "<family>.<name>", stable: reports and scripts refer to it
  Level level;              // of what it demands
  std::string_view source;  // where the demand comes from
  // nullopt: the scenario does not touch what this check is about. Never called for a scenario that
  // failed on our side (ScenarioEvidence::error).
  std::optional<Conclusion> (*judge)(const CheckInput& input);
};

}  // namespace echocheck
