// SPDX-License-Identifier: MIT
#include "harness/cli/confinement_hints.h"

#include <csignal>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace echocheck {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// Of two scenarios, the second is the one that ended so.
RunRecord ConfinedRun(const TargetOutcome& target) {
  RunRecord run;
  run.confined = true;
  run.scenarios.resize(2);
  run.scenarios[1].evidence.target = target;
  return run;
}

TEST(ConfinementHints, ALeakSanitizerNeedsPtrace) {
  TargetOutcome target;
  target.output_tail = "==7==LeakSanitizer has encountered a fatal error.\n==7==HINT: ...\n";
  EXPECT_THAT(ConfinementHints(ConfinedRun(target)),
              ElementsAre(AllOf(HasSubstr("--allow ptrace"),
                                HasSubstr("--env ASAN_OPTIONS=detect_leaks=0"))));
  target.output_tail = "==7==ERROR: LeakSanitizer: detected memory leaks\n";
  EXPECT_THAT(ConfinementHints(ConfinedRun(target)), IsEmpty());
}

TEST(ConfinementHints, AnotherArchitectureIsNamed) {
  TargetOutcome target;
  target.exit_status.emplace();
  target.exit_status->signal = SIGSYS;
  EXPECT_THAT(ConfinementHints(ConfinedRun(target)), ElementsAre(HasSubstr("SIGSYS")));
  target.exit_status->signal = SIGTERM;
  EXPECT_THAT(ConfinementHints(ConfinedRun(target)), IsEmpty());
}

TEST(ConfinementHints, ThereAreNoneOfAnUnconfinedRun) {
  TargetOutcome target;
  target.output_tail = "LeakSanitizer has encountered a fatal error";
  RunRecord run = ConfinedRun(target);
  run.confined = false;
  EXPECT_THAT(ConfinementHints(run), IsEmpty());
}

}  // namespace
}  // namespace echocheck
