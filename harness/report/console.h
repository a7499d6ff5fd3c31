// SPDX-License-Identifier: MIT
// A run as text for a terminal or a log. Pure: what is printed depends on the arguments alone, and
// nothing that a target wrote reaches it unescaped.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "harness/model/run_record.h"
#include "harness/words/language.h"

namespace echocheck {

struct ConsoleOptions {
  enum Detail : std::uint8_t {
    kQuiet,   // a line for each scenario that did not pass, and the verdict
    kNormal,  // of a scenario ladder, checks, verdict; of a run topics, causes, verdict
    kVerbose  // the whole ladder, the details of every check, durations
  };
  bool color = false;
  int width = 80;  // columns; at least kNarrowest are used
  bool ladder = true;
  Detail detail = kNormal;
  bool strict = false;
  bool confined = false;  // the server ran so: --confine
  std::string language = "en";
  std::string run_folder;      // where the files are; empty: none were written
  bool suggests_next = false;  // the command to type next, at the end of a run
  bool names_lead = false;     // to the scenarios, when they are typed instead of their paths

  static constexpr int kNarrowest = 64;
};

struct RunProgress {
  std::size_t done = 0;  // scenarios
  std::size_t total = 0;
  std::size_t failed = 0;
  std::string_view playing;  // a scenario's name
};

// One line without its end, shorter than the page is wide.
std::string RenderProgress(const RunProgress& progress, const ConsoleOptions& options);

// Whole lines; empty when `options` ask for no word about it.
std::string RenderScenario(const ScenarioRecord& scenario, const ConsoleOptions& options);

// Returns what the verdict of a run says: "the target conforms".
std::string VerdictSentence(const RunRecord& run, Language language);

// The end of the run: the verdict. Of many scenarios before that how many of which verdict a topic,
// and what went wrong, by its causes.
std::string RenderSummary(const RunRecord& run, const ConsoleOptions& options);

}  // namespace echocheck
