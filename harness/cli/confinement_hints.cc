// SPDX-License-Identifier: MIT
#include "harness/cli/confinement_hints.h"

#include <algorithm>
#include <csignal>
#include <string_view>

#include "harness/words/because.h"

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

std::vector<Reason> ConfinementHints(const RunRecord& run) {
  std::vector<Reason> hints;
  if (!run.confined) return hints;
  const auto any = [&](bool (*holds)(const TargetOutcome&)) {
    return std::ranges::any_of(run.scenarios, [&](const ScenarioRecord& scenario) {
      return holds(scenario.evidence.target);
    });
  };
  if (any(HasUntraceableLeakSanitizer)) {
    hints.push_back(Because(Say("errors.leak_sanitizer")));
  }
  if (any(EndedByFilter)) {
    hints.push_back(Because(Say("errors.ended_by_sigsys")));
  }
  return hints;
}

}  // namespace echocheck
