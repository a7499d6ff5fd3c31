// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/base/ip_literal.h"
#include "tests/unit/judge/session.h"

namespace echocheck {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr char kTerminates[] = "target.terminates";
constexpr char kRestarts[] = "target.restarts";

// Told to stop by a step, it went on.
Session Disobeys(TargetSignal signal, StopRecord stop) {
  Session session = Session().Echoed("hoge\n").Stopped(signal);
  session.target().stops.back().stop = stop;
  return session;
}
constexpr StopRecord kStillListens{true, false, false, Milliseconds(2000), 2};
constexpr StopRecord kStillRuns{true, false, true, Milliseconds(2000), 1};

Session FailsToRestart(Startup startup) {
  return Served().Restarted(TargetSignal::kTerminate, startup);
}

TEST(StopChecksTest, PassATargetThatStopsWhenAStepTellsIt) {
  for (const TargetSignal signal : {TargetSignal::kTerminate, TargetSignal::kInterrupt}) {
    EXPECT_EQ(VerdictOn(Served().Stopped(signal), kTerminates), Verdict::kPass);
  }
}

TEST(StopChecksTest, WarnOfATargetThatDisobeysAStep) {
  Session session = Disobeys(TargetSignal::kInterrupt, kStillListens);
  session.target().stops.back().connections = 1;
  const Finding finding = *session.Says(kTerminates);
  EXPECT_EQ(finding.verdict, Verdict::kWarn);
  EXPECT_EQ(finding.summary, "the server still listened after SIGINT, with 1 connection open");
  EXPECT_EQ(finding.actual, "it still listened after 2000 ms; ended by SIGKILL: 2");
  EXPECT_TRUE(finding.evidence.show_output);
  session.target().stops.back().connections = 0;
  EXPECT_EQ(session.Says(kTerminates)->summary, "the server still listened after SIGINT");
}

TEST(StopChecksTest, ExpectNoObedienceOfSigkill) {
  const Session session = Served().Stopped(TargetSignal::kKill);
  EXPECT_EQ(VerdictOn(session, kTerminates), Verdict::kSkipped);
}

TEST(StopChecksTest, PassATargetThatComesBack) {
  EXPECT_EQ(VerdictOn(Served().Restarted(TargetSignal::kKill), kRestarts), Verdict::kPass);
  EXPECT_EQ(VerdictOn(Served(), kRestarts), std::nullopt);
  EXPECT_EQ(VerdictOn(Served().Stopped(TargetSignal::kTerminate), kRestarts), std::nullopt);
}

TEST(StopChecksTest, SkipARestartThatWasNotCometo) {
  Session session = Served();
  session.scenario().clients.back().steps.push_back({RestartStep{}, {}});
  EXPECT_EQ(VerdictOn(session, kRestarts), Verdict::kSkipped);
}

TEST(StopChecksTest, WarnOfATargetThatDoesNotComeBack) {
  Session exited = FailsToRestart(Startup::kExited);
  exited.target().stops.back().relaunch->exit_status = ExitStatus{1, {}};
  EXPECT_THAT(exited.Failing(), ElementsAre(kRestarts));
  EXPECT_EQ(exited.Says(kRestarts)->actual, "the server ended: exit status 1");
  EXPECT_EQ(exited.Says(kRestarts)->expected, "a listening socket on 127.0.0.1:50000");
  Session elsewhere = FailsToRestart(Startup::kListensElsewhere);
  elsewhere.target().stops.back().relaunch->listening = {{"0.0.0.0"_ip, 40123}};
  EXPECT_EQ(elsewhere.Says(kRestarts)->actual, "the server listened on 0.0.0.0:40123");
  EXPECT_THAT(FailsToRestart(Startup::kTimedOut).Says(kRestarts)->summary,
              HasSubstr("after SIGTERM and a restart, the server ran but did not listen"));
}

TEST(StopChecksTest, CannotTellOfAReturnThatWasNotSeen) {
  for (const Startup startup : {Startup::kTimedOut, Startup::kListening}) {
    Session session = FailsToRestart(startup);
    session.target().stops.back().relaunch->sockets_unseen = "its program is closed";
    EXPECT_EQ(VerdictOn(session, kRestarts), Verdict::kInconclusive);
    EXPECT_EQ(session.Says(kRestarts)->summary,
              "after the restart, echocheck could not see whether the server listens: its program "
              "is closed");
  }
}

TEST(StopCausesTest, TellADisobedientTargetFromItsChildren) {
  Session parent = Disobeys(TargetSignal::kTerminate, kStillListens);
  parent.target().stops.back().exit_status = ExitStatus{{}, 9};
  EXPECT_EQ(CauseOf(parent, kTerminates), "ignores-sigterm");
  Session child = Disobeys(TargetSignal::kTerminate, kStillRuns);
  child.target().stops.back().exit_status = ExitStatus{{}, 15};
  EXPECT_EQ(CauseOf(child, kTerminates), "child-outlives-sigterm");
  Session at_last = Served();
  at_last.target().stop = kStillListens;
  at_last.target().exit_status = ExitStatus{{}, 9};
  EXPECT_EQ(CauseOf(at_last, kTerminates), "ignores-sigterm");
  at_last.target().exit_status = ExitStatus{0, {}};
  EXPECT_EQ(CauseOf(at_last, kTerminates), "child-outlives-sigterm");
}

TEST(StopCausesTest, NameThePortThatIsStillInUse) {
  EXPECT_EQ(CauseOf(FailsToRestart(Startup::kListensElsewhere), kRestarts),
            "port-in-use-on-restart");
  EXPECT_EQ(
      CauseOf(FailsToRestart(Startup::kExited).Wrote("bind: Address already in use\n"), kRestarts),
      "port-in-use-on-restart");
  Session connected = FailsToRestart(Startup::kExited);
  connected.target().stops.back().connections = 1;
  EXPECT_EQ(CauseOf(connected, kRestarts), "port-in-use-on-restart");
  EXPECT_EQ(CauseOf(FailsToRestart(Startup::kExited).Wrote("no config\n"), kRestarts), "");
}

TEST(StopChecksTest, ARestartOfOneThatNeverListenedIsSkipped) {
  Session session = Session().Restarted(TargetSignal::kTerminate);
  session.target().startup = Startup::kExited;
  EXPECT_EQ(VerdictOn(session, kRestarts), Verdict::kSkipped);
}

}  // namespace
}  // namespace echocheck
