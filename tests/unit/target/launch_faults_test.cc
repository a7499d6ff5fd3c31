// SPDX-License-Identifier: MIT
// Each step of launching a program fails once.
#include <unistd.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/target/target_process.h"
#include "tests/faults/fail_each.h"
#include "tests/unit/arena/in_child.h"

namespace echocheck {
namespace {

using testing::Contains;
using testing::Each;
using testing::Key;
using testing::Pair;

LaunchOptions TrueProgram() {
  LaunchOptions options;
  options.executable = "/bin/true";
  options.words = {"true"};
  options.limits = OriginalLimits::Now();
  return options;
}

// What was launched may still run. What could not be launched has left nothing.
std::string Launch() {
  boost::asio::io_context io;
  OutputLog log{UniqueFd()};
  LaunchOptions options = TrueProgram();
  if (geteuid() == 0) options.user = TargetUser{"other", 65534, 65534, {}, "/", ""};
  const auto process = TargetProcess::Launch(io, options, log);
  return process ? "launched" : KindOf(process.error());
}

std::string LaunchInChild() {
  return InChild([] {
    const int descriptors = OpenDescriptors();
    const std::string answer = Launch();
    return answer == "launched" ? answer : answer + LeftBeside(descriptors);
  });
}

TEST(LaunchFaultsTest, EachStepFailsAndLeavesNothing) {
  for (const int error_number : {ENOMEM, EMFILE, EAGAIN}) {
    const auto answers = FailEach("target.", error_number, LaunchInChild);
    EXPECT_THAT(answers, Each(Pair(testing::_, "environment error")));
    for (const char* const step :
         {"pipe 2", "clone 1", "privileges 1", "execute 1", "pidfd 1", "pidfd 2"}) {
      EXPECT_THAT(answers, Contains(Key(std::string("target.") + step)));
    }
    if (geteuid() != 0) continue;
    EXPECT_THAT(answers, Contains(Key("target.give_pipe 2")));
  }
}

std::string Holdable() {
  boost::asio::io_context io;
  OutputLog log{UniqueFd()};
  LaunchOptions options = TrueProgram();
  options.holdable = true;
  const auto process = TargetProcess::Launch(io, options, log);
  if (!process) return KindOf(process.error());
  return (*process)->held_calls() == nullptr ? "not holdable" : "holdable";
}

TEST(LaunchFaultsTest, WithoutAFilterItRunsAndCannotBeHeld) {
  EXPECT_EQ(InChild(Holdable), "holdable");
  const auto answers = FailEach("target.hold", EINVAL, [] { return InChild(Holdable); });
  EXPECT_THAT(answers, Each(Pair(testing::_, "not holdable")));
  EXPECT_THAT(answers, Contains(Key("target.hold_filter 1")));
  EXPECT_THAT(answers, Contains(Key("target.hold_gate 1")));
}

}  // namespace
}  // namespace echocheck
