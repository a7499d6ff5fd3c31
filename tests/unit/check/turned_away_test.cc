// SPDX-License-Identifier: MIT
// echo.every_client, and the rules by which a server turns clients away.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/check/session.h"

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
        session.Sent("hoge\n").ServerCloses().Waited(kEcho, StepOutcome::kEof);
        break;
      case 'i':
        session.ServerCloses();
        break;
      case 'r':
        session.NotConnected(StepOutcome::kRefused);
        break;
      case 'w':
        session.Sent("hoge\n").Waited(kEcho, StepOutcome::kTimedOut);
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
  session.AndClient("quit").Sent("quit\n").ServerCloses().Waited(kEcho, StepOutcome::kEof);
  EXPECT_THAT(session.Failing(), Not(Contains(kCheck)));
  Session refused = Crowd("ss");
  refused.AndClient("quit").NotConnected(StepOutcome::kRefused);
  EXPECT_EQ(VerdictOn(refused, kCheck), Verdict::kFail) << "it had not sent anything";
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
  late.AndClient("other").Sent("fuga\n").ServerCloses().Waited(kEcho, StepOutcome::kEof);
  EXPECT_EQ(CauseOf(late, kCheck), "refuses-clients-beyond-limit");
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
