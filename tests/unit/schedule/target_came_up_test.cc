// SPDX-License-Identifier: MIT
#include "harness/schedule/target_came_up.h"

#include <gtest/gtest.h>

namespace echocheck {
namespace {

ScenarioEvidence With(Startup startup) {
  ScenarioEvidence evidence;
  evidence.target.startup = startup;
  return evidence;
}

TEST(TargetCameUpTest, WhenItListened) {
  EXPECT_TRUE(CameUp(With(Startup::kListening)));
  EXPECT_TRUE(CameUp(With(Startup::kNotOffered))) << "it serves the other transport";
}

TEST(TargetCameUpTest, NotWhenItEndedOrListenedElsewhere) {
  EXPECT_FALSE(CameUp(With(Startup::kExited)));
  EXPECT_FALSE(CameUp(With(Startup::kListensElsewhere)));
  EXPECT_FALSE(CameUp(With(Startup::kTimedOut)));
}

TEST(TargetCameUpTest, AServerThatRunsAlreadyWhenOneClientCouldConnect) {
  ScenarioEvidence evidence = With(Startup::kNotLaunched);
  EXPECT_FALSE(CameUp(evidence));
  evidence.history.connections.resize(2);
  EXPECT_FALSE(CameUp(evidence));
  evidence.history.connections[1].connected = true;
  EXPECT_TRUE(CameUp(evidence));
}

TEST(TargetCameUpTest, AnErrorOfOursSaysNothing) {
  ScenarioEvidence evidence = With(Startup::kExited);
  evidence.error = EnvironmentError("no memory");
  EXPECT_TRUE(CameUp(evidence));
}

}  // namespace
}  // namespace echocheck
