// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/base/ip_literal.h"
#include "tests/unit/judge/session.h"

namespace echocheck {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// Nobody played: the target was not there to play with.
Session NeverUp(Startup startup) {
  Session session;
  session.target().startup = startup;
  session.target().listening.clear();
  session.evidence().history.connections.clear();
  return session;
}

Session Exited(ExitStatus status) {
  Session session = NeverUp(Startup::kExited);
  session.target().ended_early = session.target().exit_status = status;
  session.target().stop = {};
  return session;
}

Session Died(ExitStatus status) {
  Session session = Served();
  session.target().ended_early = session.target().exit_status = status;
  session.target().stop = {};
  return session;
}

TEST(TargetChecksTest, PassAServerThatDoesItsWork) {
  for (const auto* id :
       {"target.starts", "target.listens", "target.survives", "target.terminates"}) {
    EXPECT_EQ(VerdictOn(Served(), id), Verdict::kPass) << id;
  }
}

TEST(TargetChecksTest, SkipATargetThatIsNotOurs) {
  Session session = Served();
  session.target() = {};
  for (const auto* id : {"target.starts", "target.listens", "target.survives", "target.terminates",
                         "close.released"}) {
    EXPECT_EQ(VerdictOn(session, id), Verdict::kSkipped) << id;
  }
  EXPECT_EQ(VerdictOn(session, "echo.bytes"), Verdict::kPass);
}

TEST(TargetChecksTest, FailATargetThatExitsAtOnce) {
  const Session session = Exited({1, {}});
  EXPECT_THAT(session.Failing(), ElementsAre("target.starts"));
  const Finding finding = *session.Says("target.starts");
  EXPECT_EQ(finding.actual, "exit status 1");
  EXPECT_EQ(finding.expected, "a process that listens on 127.0.0.1:50000");
  EXPECT_TRUE(finding.evidence.show_output);
  EXPECT_EQ(VerdictOn(session, "target.listens"), Verdict::kSkipped);
}

TEST(TargetChecksTest, NameTheSignalThatEndedTheStart) {
  EXPECT_EQ(Exited({{}, 6}).Says("target.starts")->summary,
            "the server ended before it listened: signal 6 (SIGABRT)");
}

TEST(TargetChecksTest, NameTheEndOfTheDaemonAndNotOfItsLauncher) {
  Session session = Exited({{}, 11});
  session.target().exit_status = ExitStatus{0, {}};
  EXPECT_EQ(session.Says("target.starts")->actual, "signal 11 (SIGSEGV)");
}

TEST(TargetChecksTest, FailATargetThatNeverListens) {
  const Session session = NeverUp(Startup::kTimedOut);
  EXPECT_THAT(session.Failing(), ElementsAre("target.listens"));
  EXPECT_THAT(session.Says("target.listens")->expected, HasSubstr("127.0.0.1:50000"));
}

TEST(TargetChecksTest, FailATargetThatListensElsewhereWithBothAddresses) {
  Session session = NeverUp(Startup::kListensElsewhere);
  session.target().listening = {{"0.0.0.0"_ip, 8080}, {"::"_ip, 8080}};
  EXPECT_THAT(session.Failing(), ElementsAre("target.listens"));
  const Finding finding = *session.Says("target.listens");
  EXPECT_EQ(finding.summary,
            "the server listens on 0.0.0.0:8080, [::]:8080 instead of 127.0.0.1:50000");
  EXPECT_EQ(finding.expected, "a listening socket on 127.0.0.1:50000");
  EXPECT_EQ(finding.actual, "a listening socket on 0.0.0.0:8080, [::]:8080");
}

// A server whose descriptors are closed to us may listen all the same.
TEST(TargetChecksTest, CannotTellOfAListenerThatWasNotSeen) {
  for (const Startup startup : {Startup::kTimedOut, Startup::kListensElsewhere}) {
    Session session = NeverUp(startup);
    session.target().sockets_unseen = "its program is closed";
    EXPECT_THAT(session.Failing(), IsEmpty());
    const Finding finding = *session.Says("target.listens");
    EXPECT_EQ(finding.verdict, Verdict::kInconclusive);
    EXPECT_EQ(finding.summary,
              "echocheck could not see whether the server listens: its program is closed");
    EXPECT_THAT(session.Says("echo.bytes")->summary, HasSubstr("echocheck could not see"))
        << "no claim";
    EXPECT_EQ(session.Judged().verdict, Verdict::kInconclusive);
  }
}

TEST(TargetChecksTest, CannotTellWhoseAListenerIs) {
  Session session = Served();
  session.target().sockets_unseen = "process 7 is closed";
  EXPECT_EQ(VerdictOn(session, "target.listens"), Verdict::kInconclusive);
  EXPECT_EQ(VerdictOn(session, "echo.bytes"), Verdict::kPass) << "whoever it is, it was served";
}

TEST(TargetChecksTest, SkipAllThatNeedsAListener) {
  for (const Startup startup : {Startup::kTimedOut, Startup::kExited, Startup::kListensElsewhere}) {
    const Session session = NeverUp(startup);
    for (const Finding& finding : session.Judged().findings) {
      const bool judged = finding.check == "target.starts" || finding.check == "target.listens" ||
                          finding.check == "capture.complete";
      if (judged) continue;
      EXPECT_EQ(finding.verdict, Verdict::kSkipped) << finding.check;
      EXPECT_THAT(finding.summary, HasSubstr("the server never listened")) << finding.check;
    }
    EXPECT_EQ(session.Judged().verdict, Verdict::kFail);
    EXPECT_EQ(session.Judged().close, Verdict::kSkipped);
  }
}

TEST(TargetChecksTest, FailATargetThatDies) {
  const Session session = Died({{}, 13});
  EXPECT_THAT(session.Failing(), ElementsAre("target.survives"));
  const Finding finding = *session.Says("target.survives");
  EXPECT_EQ(finding.summary, "the server ended by itself: signal 13 (SIGPIPE)");
  EXPECT_EQ(finding.actual, "signal 13 (SIGPIPE)");
  EXPECT_TRUE(finding.evidence.show_output);
  EXPECT_EQ(VerdictOn(session, "target.terminates"), Verdict::kSkipped);
}

TEST(TargetChecksTest, FailATargetThatEndsWithItsFirstClient) {
  EXPECT_EQ(Died({0, {}}).Says("target.survives")->actual, "exit status 0");
  EXPECT_EQ(Died({{}, 60}).Says("target.survives")->actual, "signal 60") << "it has no name";
}

TEST(TargetChecksTest, AcceptEveryWayToObeySigterm) {
  for (const ExitStatus status : {ExitStatus{{}, 15}, ExitStatus{143, {}}, ExitStatus{0, {}}}) {
    Session session = Served();
    session.target().exit_status = status;
    EXPECT_EQ(VerdictOn(session, "target.terminates"), Verdict::kPass);
  }
}

TEST(TargetChecksTest, WarnOfATargetThatIgnoresSigterm) {
  Session session = Served();
  session.target().stop = {true, false, false, Milliseconds(2000), 1};
  EXPECT_THAT(session.Failing(), ElementsAre("target.terminates"));
  const Finding finding = *session.Says("target.terminates");
  EXPECT_EQ(finding.verdict, Verdict::kWarn);
  EXPECT_EQ(finding.actual, "it still listened after 2000 ms; ended by SIGKILL: 1");
  EXPECT_EQ(session.Judged().verdict, Verdict::kWarn);
  EXPECT_EQ(session.Judged(true).verdict, Verdict::kFail);
}

TEST(TargetChecksTest, WarnOfAChildThatOutlivesSigterm) {
  Session session = Served();
  session.target().stop = {true, false, true, Milliseconds(2000), 1};
  EXPECT_EQ(session.Says("target.terminates")->summary, "the server still ran after SIGTERM");
}

// Nobody but the target could, in a network of its own.
TEST(TargetChecksTest, TakingTheAddressOfAClientIsTheTargetsDoing) {
  const Session session = Session().FoundItsAddressTaken();
  EXPECT_THAT(session.Failing(), ElementsAre("target.listens"));
  EXPECT_THAT(session.Says("target.listens")->summary,
              HasSubstr("the server uses 127.0.0.1:50001, which is the client's own"));
}

TEST(TargetChecksTest, OnTheHostsNetworkAnybodyMayHaveTheAddressOfAClient) {
  const Session session = Session().FoundItsAddressTaken().OnTheHost();
  EXPECT_THAT(session.Failing(), testing::IsEmpty());
  EXPECT_EQ(session.Judged().verdict, Verdict::kInconclusive);
}

TEST(TargetChecksTest, AnyClientMayFindItsAddressTaken) {
  Session session = Session().Echoed("hoge\n");
  session.AndClient("second").FoundItsAddressTaken();
  EXPECT_EQ(VerdictOn(session, "target.listens"), Verdict::kFail);
}

TEST(TargetChecksTest, SayWhetherAnythingListensThatMayBeTheTargets) {
  Session session;
  session.target().sockets_unseen = "/proc is closed";
  EXPECT_THAT(session.Says("target.listens")->summary, HasSubstr("a process listens on"));
  session.target().startup = Startup::kTimedOut;
  EXPECT_THAT(session.Says("target.listens")->summary,
              HasSubstr("echocheck could not see whether the server listens"));
}

}  // namespace
}  // namespace echocheck
