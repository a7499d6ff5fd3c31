// SPDX-License-Identifier: MIT
// What a server waits for, who is served at the same time, whether it obeys: each condition with
// and without its evidence.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/judge/checks/check_registry.h"
#include "tests/unit/judge/causes/rule_of.h"

namespace echocheck {
namespace {

// Of the evidence as it is: without an end for connections that have none.
std::optional<Outcome> OutcomeOf(Session& session, std::string_view check) {
  const auto all = AllChecks();
  const auto judged =
      std::find_if(all.begin(), all.end(), [&](const Check& one) { return one.name() == check; });
  const auto conclusion = judged->judge(InputOf(session));
  return conclusion ? std::optional(conclusion->outcome) : std::nullopt;
}

TEST(StreamingEvidenceTest, AProbeThatReleasedNothingSaysNothing) {
  Session session = Session().Echoed("hoge\n");
  EXPECT_EQ(OutcomeOf(session, "echo.streaming"), Outcome::kPass);
  session.Probed(Release::kNewline, 5, 0);
  EXPECT_EQ(OutcomeOf(session, "echo.streaming"), std::nullopt);
  session.Probed(Release::kNewline, 5, 5);
  EXPECT_EQ(OutcomeOf(session, "echo.streaming"), Outcome::kFail);
}

TEST(ConcurrentEvidenceTest, OnlyTheOthersLeavingShowsThatItWaitedForThem) {
  Session session = Session().Echoed("hoge\n");
  session.AndClient("second").Sent("fuga\n");
  session.Probed(Release::kOthersLeft, 5, 5);
  EXPECT_EQ(OutcomeOf(session, "echo.concurrent"), Outcome::kFail);
  session.Probed(Release::kOthersLeft, 5, 0);
  EXPECT_EQ(OutcomeOf(session, "echo.concurrent"), std::nullopt);
  session.Probed(Release::kNewline, 5, 5);
  EXPECT_EQ(OutcomeOf(session, "echo.concurrent"), std::nullopt);
}

TEST(ConcurrentEvidenceTest, AnEchoBesideSomebodyElseHolds) {
  Session session;
  session.AndClient("second").Echoed("hoge\n");
  EXPECT_EQ(OutcomeOf(session, "echo.concurrent"), Outcome::kPass);
  ConnectionRecord& first = session.evidence().history.connections.front();
  first.ended_at = session.connection().steps.back().end;
  EXPECT_EQ(OutcomeOf(session, "echo.concurrent"), std::nullopt) << "it had left";
}

TEST(ConcurrentEvidenceTest, AnEchoThatDidNotComeIsNone) {
  Session session;
  session.AndClient("second").Sent("hoge\n").Waited(kExpectEcho, StepOutcome::kTimedOut);
  EXPECT_EQ(OutcomeOf(session, "echo.concurrent"), std::nullopt);
}

TEST(ConcurrentEvidenceTest, AClientIsNotBesideItself) {
  Session session;
  session.NotConnected(StepOutcome::kRefused).AndClient("second").Echoed("hoge\n");
  EXPECT_EQ(OutcomeOf(session, "echo.concurrent"), std::nullopt);
}

TEST(HoldRulesTest, AProbeNamesWhatReleasedIt) {
  const auto told = [](Release by, std::uint64_t released) {
    return Tells(Session().Sent("hoge").Probed(by, 4, released), "held-until-newline");
  };
  EXPECT_TRUE(told(Release::kNewline, 4));
  EXPECT_FALSE(told(Release::kNewline, 0));
  EXPECT_FALSE(told(Release::kEof, 4));
}

TEST(HoldRulesTest, AnUnfinishedLineIsLostAtTheEnd) {
  const auto told = [](std::string_view sent, std::string_view came) {
    return Tells(Session().Sent(sent).Came(came).ClientHalfCloses().ServerCloses(),
                 "held-until-newline");
  };
  EXPECT_TRUE(told("a\nbc", "a\n"));
  EXPECT_FALSE(told("a\nbc", "a\nb")) << "it came, in part";
  EXPECT_FALSE(told("a\nb\nc", "a\n")) << "another line did not come";
  EXPECT_FALSE(told("a\nbc", "a\nbc"));
  EXPECT_FALSE(told("a\n" + Bytes(5000, 'x'), "a\n")) << "not all of it was kept";
  EXPECT_FALSE(Tells(Session().Sent("a\nbc").Came("a\n").ServerCloses(), "held-until-newline"))
      << "the client did not end its side";
  EXPECT_FALSE(Tells(Session().Sent("a\nbc").Came("a\n").ClientHalfCloses(), "held-until-newline"))
      << "nor did the server";
}

TEST(StopEvidenceTest, WhoeverListensOnDidNotObey) {
  Session session = Served();
  EXPECT_EQ(OutcomeOf(session, "target.terminates"), Outcome::kPass);
  session.target().stop.listener_gone = false;
  EXPECT_EQ(OutcomeOf(session, "target.terminates"), Outcome::kFail);
}

TEST(StopEvidenceTest, OfATargetThatIsNotOursNothingIsAsked) {
  Session session = Served();
  session.target().startup = Startup::kNotLaunched;
  session.target().stop.listener_gone = false;
  EXPECT_NE(OutcomeOf(session, "target.terminates"), Outcome::kFail);
  session.Restarted(TargetSignal::kTerminate, Startup::kExited);
  EXPECT_NE(OutcomeOf(session, "target.restarts"), Outcome::kFail);
}

TEST(ResourceRulesTest, TheBusiestMomentIsNamed) {
  Session session = Served();
  const auto idle = [&](int cpu, int wall, std::uint32_t connections) {
    IdleRecord record;
    record.cpu = Milliseconds(cpu);
    record.wall = Milliseconds(wall);
    record.connections = connections;
    session.target().idle.push_back(record);
  };
  EXPECT_FALSE(Tells(session, "busy-loop"));
  idle(10, 100, 1);
  idle(80, 100, 2);
  idle(100, 1000, 3);  // more time, and a smaller part of it
  EXPECT_EQ(Told(session, "busy-loop").at("percent"), "80");
  EXPECT_EQ(Told(session, "busy-loop").at("connections"), "2");
  session.target().idle.clear();
  idle(0, 0, 1);
  EXPECT_FALSE(Tells(session, "busy-loop")) << "nobody looked";
}

TEST(ResourceRulesTest, ZombiesAreThoseOfTheLastSample) {
  Session session = Served();
  session.target().samples.resize(2);
  session.target().samples.front().zombies = 3;
  EXPECT_FALSE(Tells(session, "zombie-children"));
  session.target().samples.back().zombies = 2;
  EXPECT_EQ(Told(session, "zombie-children").at("count"), "2");
}

}  // namespace
}  // namespace echocheck
