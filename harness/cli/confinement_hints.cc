// SPDX-License-Identifier: MIT
#include "harness/cli/confinement_hints.h"

#include <algorithm>
#include <csignal>
#include <string_view>

namespace echocheck {
namespace {

// It stops the other threads by ptrace() when the program ends.
bool HasUntraceableLeakSanitizer(const TargetOutcome& target) {
  return target.output_tail.find("LeakSanitizer has encountered a fatal error") !=
         std::string::npos;
}

// The filter ends what makes system calls of another architecture. Nobody else sends that signal.
bool EndedByFilter(const TargetOutcome& target) {
  return target.exit_status && target.exit_status->signal == SIGSYS;
}

}  // namespace

std::vector<std::string> ConfinementHints(const RunRecord& run) {
  std::vector<std::string> hints;
  if (!run.confined) return hints;
  const auto any = [&](bool (*holds)(const TargetOutcome&)) {
    return std::ranges::any_of(run.scenarios, [&](const ScenarioRecord& scenario) {
      return holds(scenario.evidence.target);
    });
  };
  if (any(HasUntraceableLeakSanitizer)) {
    hints.emplace_back(
        "the server's LeakSanitizer needs ptrace, which --confine refuses: add --allow ptrace, or "
        "switch the search for leaks off with --env ASAN_OPTIONS=detect_leaks=0");
  }
  if (any(EndedByFilter)) {
    hints.emplace_back(
        "the server was ended by SIGSYS: --confine ends a program for another architecture than "
        "echocheck's (32 bits); build the server for this one");
  }
  return hints;
}

}  // namespace echocheck
