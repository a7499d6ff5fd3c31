// SPDX-License-Identifier: MIT
// A run as text for a terminal or a log. Pure: what is printed depends on the arguments alone, and
// nothing that a target wrote reaches it unescaped.
#pragma once

#include <cstdint>
#include <string>

#include "harness/model/run_record.h"

namespace echocheck {

struct ConsoleOptions {
  enum Detail : std::uint8_t {
    kQuiet,   // a line for each scenario that did not pass, and the verdict
    kNormal,  // ladder, checks, verdict
    kVerbose  // the whole ladder, the details of every check, durations
  };
  bool color = false;
  int width = 80;  // columns; at least kNarrowest are used
  bool ladder = true;
  Detail detail = kNormal;
  bool strict = false;
  std::string run_folder;  // where the files are; empty: none were written

  static constexpr int kNarrowest = 64;
};

// Whole lines; empty when `options` ask for no word about it.
std::string RenderScenario(const ScenarioRecord& scenario, const ConsoleOptions& options);

// The end of the run: how many of which verdict, and the verdict.
std::string RenderSummary(const RunRecord& run, const ConsoleOptions& options);

}  // namespace echocheck
