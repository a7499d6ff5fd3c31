// SPDX-License-Identifier: MIT
// echo.every_client, and the rules by which a server turns clients away.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/judge/causes/rule_of.h"

namespace echocheck {
namespace {

using testing::Contains;
using testing::IsEmpty;
using testing::Not;

constexpr char kCheck[] = "echo.every_client";

// Clients of one script in the order in which they come, a letter each. "s": served, and stays.
// "l": served, and leaves. "x": its connection is closed when it has sent something. "i": the same,
// before it says anything. "r": refused. "w": waits in vain. "q": told that the server is full.
Session Crowd(std::string_view fates) {
  Session session;
  for (std::size_t i = 0; i < fates.size(); ++i) {
    if (i > 0) session.AndClient("client");
    session.connection().script = 0;
    switch (fates[i]) {
      case 's':
        session.Echoed("hoge\n");
        break;
      case 'l':
        session.Echoed("hoge\n").ClosedByClient();
        break;
      case 'x':
        session.Sent("hoge\n").ServerCloses().Waited(kExpectEcho, StepOutcome::kEof);
        break;
      case 'i':
        session.ServerCloses();
        break;
      case 'r':
        session.NotConnected(StepOutcome::kRefused);
        break;
      case 'w':
        session.Sent("hoge\n").Waited(kExpectEcho, StepOutcome::kTimedOut);
        break;
      default:
        session.Sent("hoge\n").Came("server full\n").ServerCloses();
        session.connection().stream.unsolicited_offset = 0;
    }
  }
  return session;
}

TEST(TurnedAwayTest, PassesAServerThatServesAll) {
  EXPECT_EQ(VerdictOn(Crowd("ssss"), kCheck), Verdict::kPass);
  EXPECT_EQ(VerdictOn(Crowd("llll"), kCheck), Verdict::kPass);
  EXPECT_EQ(VerdictOn(Crowd("s"), kCheck), std::nullopt) << "one client is no crowd";
  EXPECT_EQ(VerdictOn(Crowd("ww"), kCheck), std::nullopt) << "nobody was served";
}

TEST(TurnedAwayTest, FailsAServerThatTurnsSomeAwayAlsoWhereTheScenarioIsMild) {
  for (const auto* fates : {"sssx", "sssi", "sssr", "sssq", "lxl"}) {
    Session session = Crowd(fates);
    EXPECT_EQ(VerdictOn(session, kCheck), Verdict::kFail) << fates;
    session.scenario().level = Level::kShould;
    EXPECT_EQ(VerdictOn(session, kCheck), Verdict::kFail) << fates;
    session.scenario().level = Level::kInfo;
    EXPECT_EQ(VerdictOn(session, kCheck), Verdict::kPass) << fates;
  }
  const Finding closed = *Crowd("sssx").Says(kCheck);
  EXPECT_EQ(closed.actual, "the server closed the connection without an echo");
  EXPECT_EQ(Crowd("sssr").Says(kCheck)->actual, "the connection was refused");
}

TEST(TurnedAwayTest, LeavesToOthersWhatIsNoChoiceOfTheServer) {
  EXPECT_THAT(Crowd("ssww").Failing(), Not(Contains(kCheck))) << "they wait, as with a serial one";
  EXPECT_THAT(Crowd("xxxx").Failing(), Not(Contains(kCheck))) << "nobody is served";
  EXPECT_THAT(Crowd("llxx").Failing(), Not(Contains(kCheck))) << "nobody is served any more";
  EXPECT_THAT(Crowd("llrr").Failing(), Not(Contains(kCheck))) << "it listens no more";
  EXPECT_THAT(Crowd("sssx").Died({1, std::nullopt}).Failing(), Not(Contains(kCheck)));
  EXPECT_THAT(Crowd("sss")
                  .Stopped(TargetSignal::kTerminate)
                  .AndClient("late")
                  .NotConnected(StepOutcome::kRefused)
                  .Failing(),
              IsEmpty());
  Session short_of_descriptors = Crowd("sssx");
  short_of_descriptors.scenario().limits.open_files = 3;
  EXPECT_THAT(short_of_descriptors.Failing(), Not(Contains(kCheck)));
  Session vanished = Crowd("ss");
  vanished.AndClient("gone").ClientVanishes().ServerCloses();
  vanished.connection().script = 0;
  EXPECT_THAT(vanished.Failing(), Not(Contains(kCheck)));
}

// What it sent may be what the server did not like.
TEST(TurnedAwayTest, AsksWhatBecameOfThoseWithTheSameScript) {
  Session session = Crowd("ss");
  session.AndClient("quit").Sent("quit\n").ServerCloses().Waited(kExpectEcho, StepOutcome::kEof);
  EXPECT_THAT(session.Failing(), Not(Contains(kCheck)));
  Session refused = Crowd("ss");
  refused.AndClient("quit").NotConnected(StepOutcome::kRefused);
  EXPECT_EQ(VerdictOn(refused, kCheck), Verdict::kFail) << "it had not sent anything";
}

// Each of these is one step away from a client that was turned away.
TEST(TurnedAwayTest, CountsAsTurnedAwayWhoGotNothingOfItsOwn) {
  Session wrong_from_the_start = Crowd("ss");
  wrong_from_the_start.AndClient("client").Sent("hoge\n").Came("full\n").ServerCloses();
  wrong_from_the_start.connection().script = 0;
  StreamDifference& difference = wrong_from_the_start.connection().stream.difference.emplace();
  EXPECT_EQ(VerdictOn(wrong_from_the_start, kCheck), Verdict::kFail);
  difference.offset = 3;
  EXPECT_THAT(wrong_from_the_start.Failing(), Not(Contains(kCheck))) << "it had begun to echo";

  Session told_more = Crowd("ssq");
  told_more.connection().stream.unsolicited_offset = 5;
  EXPECT_THAT(told_more.Failing(), Not(Contains(kCheck))) << "behind its echo";
  Session closed_later = Crowd("ss");
  closed_later.AndClient("client").Echoed("hoge\n").ServerCloses();
  closed_later.connection().script = 0;
  EXPECT_THAT(closed_later.Failing(), Not(Contains(kCheck))) << "it had been served";
}

TEST(TurnedAwayTest, TellsARefusalFromWhatNobodyAnswered) {
  Session reset = Crowd("ss");
  reset.AndClient("client").NotConnected(StepOutcome::kReset);
  EXPECT_EQ(VerdictOn(reset, kCheck), Verdict::kFail);
  for (const StepOutcome outcome : {StepOutcome::kTimedOut, StepOutcome::kAbandoned}) {
    Session unanswered = Crowd("ss");
    unanswered.AndClient("client").NotConnected(outcome);
    EXPECT_THAT(unanswered.Failing(), Not(Contains(kCheck)));
  }
  Session without_steps = Crowd("ssr");
  without_steps.connection().steps.clear();
  EXPECT_THAT(without_steps.Failing(), Not(Contains(kCheck)));
}

TEST(TurnedAwayTest, NeedsSomebodyWhoIsServed) {
  EXPECT_THAT(Crowd("rrr").Failing(), Not(Contains(kCheck)));
  EXPECT_THAT(Crowd("wr").Failing(), Not(Contains(kCheck))) << "one waits, and was not served";
  EXPECT_EQ(VerdictOn(Crowd("rl"), kCheck), Verdict::kFail) << "one that came later was";
  Session silent;
  silent.AndClient("second").NotConnected(StepOutcome::kRefused);
  EXPECT_EQ(VerdictOn(silent, kCheck), Verdict::kFail) << "it says nothing, and stays";
}

TEST(TurnedAwayTest, LeavesAlsoTheEndByOrderToOthers) {
  Session session = Crowd("ss");
  session.AndClient("client").Sent("hoge\n").Stopped(TargetSignal::kTerminate).ServerCloses();
  session.connection().script = 0;
  EXPECT_THAT(session.Failing(), Not(Contains(kCheck)));
}

// A scenario may take descriptors away, and leave enough for all of its clients.
TEST(TurnedAwayTest, JudgesWhereThereAreDescriptorsForAll) {
  Session session = Crowd("sssx");
  session.scenario().limits.open_files = 4;
  EXPECT_EQ(VerdictOn(session, kCheck), Verdict::kFail);
}

TEST(TurnedAwayTest, NamesALimit) {
  const Session session = Crowd("ssssxxx");
  for (const auto* check : {kCheck, "echo.complete", "close.order"}) {
    EXPECT_EQ(CauseOf(session, check), "refuses-clients-beyond-limit") << check;
  }
  const auto arguments = session.Says(kCheck)->cause->arguments;
  EXPECT_EQ(arguments.at("limit"), "4");
  EXPECT_EQ(arguments.at("refused"), "3");
  EXPECT_EQ(arguments.at("served"), "4");
  EXPECT_EQ(CauseOf(Crowd("sssrr"), "open.handshake"), "refuses-clients-beyond-limit");
  // The server may not know yet that one has left.
  EXPECT_EQ(CauseOf(Crowd("lxsssxx"), kCheck), "refuses-clients-beyond-limit");
  Session late = Crowd("ssxx");
  late.AndClient("other").Sent("fuga\n").ServerCloses().Waited(kExpectEcho, StepOutcome::kEof);
  EXPECT_EQ(CauseOf(late, kCheck), "refuses-clients-beyond-limit");
}

TEST(TurnedAwayTest, NamesItForThoseWhoWereTurnedAway) {
  Session session = Crowd("ssx");
  EXPECT_FALSE(Tells(session, "refuses-clients-beyond-limit", 0)) << "served";
  EXPECT_FALSE(Tells(session, "refuses-clients-beyond-limit", 1)) << "served";
  EXPECT_TRUE(Tells(session, "refuses-clients-beyond-limit", 2));
  Session followed = Crowd("lxlxl");
  EXPECT_TRUE(Tells(followed, "refuses-every-nth-client", 1)) << "others came later";
  const CheckInput input = InputOf(session);
  const Finding of_the_target;
  EXPECT_FALSE(RuleOf("refuses-clients-beyond-limit")
                   .find({input, of_the_target, CheckId::kTargetSurvives, nullptr}));
}

TEST(TurnedAwayTest, NamesEachNth) {
  for (const auto* fates : {"llxllxll", "ssxssxss", "lxllxl", "llrllrll"}) {
    EXPECT_EQ(CauseOf(Crowd(fates), kCheck), "refuses-every-nth-client") << fates;
    EXPECT_EQ(Crowd(fates).Says(kCheck)->cause->arguments.at("every"), "3") << fates;
  }
}

TEST(TurnedAwayTest, NamesNoRuleWhereThereIsNone) {
  for (const auto* fates : {"lxl", "llxlxlll", "llxllxlll", "lxxl", "lllxlxl", "llxllll"}) {
    EXPECT_EQ(VerdictOn(Crowd(fates), kCheck), Verdict::kFail) << fates;
    EXPECT_EQ(CauseOf(Crowd(fates), kCheck), "") << fates;
  }
}

}  // namespace
}  // namespace echocheck
