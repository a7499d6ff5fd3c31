// SPDX-License-Identifier: MIT
// The place where what came back parts from what was sent, what is said of it, and which cause is
// named.
#include "harness/judge/facts/echo_divergence.h"

#include <gtest/gtest.h>

#include "tests/unit/judge/causes/rule_of.h"

namespace echocheck {
namespace {

TEST(MessagesOfTest, LeaveOutWhatHasNoBytes) {
  Session session = Session().Sent("").Echoed("hoge\n");
  EXPECT_EQ(MessagesOf(ConnectionOf(session, 0)).size(), 1U);
}

TEST(DeviationTest, FindsNoGapWhereNothingFollows) {
  Session session = Session().Sent("hoge\n").Came("hoge");
  EXPECT_EQ(EchoDivergence(ConnectionOf(session, 0)).Gap(), std::nullopt);
}

// "hello: hoge" for "hoge": the "h" that both begin with is part of what was added.
TEST(DeviationTest, CountsTheFirstBytesOfWhatWasAdded) {
  Session session = Session().Echoed("fuga\n").Sent("hoge\n").Came("hello: hoge\n");
  EXPECT_EQ(EchoDivergence(ConnectionOf(session, 0)).Added(), "hello: ");
}

TEST(DeviationTest, ToldUnaskedAllOfItWasAdded) {
  Session session = Session().Came("hello\n");
  EXPECT_EQ(EchoDivergence(ConnectionOf(session, 0)).Added(), "hello\n");
}

TEST(DeviationTest, FindsWhatWasAddedInFrontOfAnEchoThatIsWrongFurtherOn) {
  Session session = Session().Sent("hogefugapiyo").Came("!hogefugaXXX");
  EXPECT_EQ(EchoDivergence(ConnectionOf(session, 0)).relation(), StreamRelation::kChanged);
  EXPECT_EQ(EchoDivergence(ConnectionOf(session, 0)).Added(), "!");
}

// The head ends two bytes behind the begin of the message: the third one is not known any more.
TEST(DeviationTest, CountsNoFirstBytesThatWereNotKept) {
  const std::uint64_t begin = StreamRecord::kKeptHead - 2;
  Session session = Session().Echoed(Bytes(begin, 'x')).Sent("hogefuga\n").Came("hog!hoefuga\n");
  session.connection().stream.difference = {begin + 3, begin, "hogefuga\n", "hog!hoefuga\n"};
  EXPECT_EQ(EchoDivergence(ConnectionOf(session, 0)).Added(), "!ho");
}

// The client read late: only the wire shows that the server was ahead.
TEST(DeviationTest, BelievesTheWireThatTheServerWasAhead) {
  Session session = Session().Echoed("hoge\n").Came("!").Sent("hoge\n");
  session.connection().stream.unsolicited = 0;
  EXPECT_EQ(EchoDivergence(ConnectionOf(session, 0)).relation(), StreamRelation::kExtra);
  session.WithIncompleteCapture();
  EXPECT_EQ(EchoDivergence(ConnectionOf(session, 0)).relation(), StreamRelation::kChanged);
}

// The target as a whole ended, in good order, and one of its clients may have told it to.
class ToldToEndTest : public testing::Test {
 protected:
  bool Obeyed() {
    session_.Died({0, std::nullopt}).WithoutCapture();
    const CheckInput input = InputOf(session_);
    return RuleOf("obeys-magic-word")
        .find({input, Finding(), CheckId::kTargetSurvives, nullptr})
        .has_value();
  }
  Session session_;
};

TEST_F(ToldToEndTest, ByAClientWhoseConnectionItEnded) {
  session_.Echoed("hoge\n").Sent("fuga\n").ServerCloses();
  session_.AndClient("second").Echoed("hoge\n").Sent("quit\n").ServerCloses();
  EXPECT_TRUE(Obeyed());
}

TEST_F(ToldToEndTest, NotByOneWhoLeft) {
  session_.Echoed("hoge\n").Sent("quit\n").ClientCloses();
  session_.AndClient("second").Echoed("hoge\n").ClientCloses();
  EXPECT_FALSE(Obeyed());
}

class ObedienceTest : public testing::Test {
 protected:
  // The client said these, and this came back before the server ended the connection.
  bool Obeys(const std::vector<std::string_view>& sent, std::string_view came) {
    Session session;
    for (const std::string_view message : sent) session.Sent(message);
    session.Came(came).ServerCloses().WithoutCapture();
    return Tells(session, "obeys-magic-word");
  }
};

TEST_F(ObedienceTest, MayBeEchoedInPart) {
  EXPECT_TRUE(Obeys({"quit\n"}, "q"));
  EXPECT_FALSE(Obeys({"quit\n"}, "quit\n")) << "it may end after any message";
}

TEST_F(ObedienceTest, MayHaveAnAnswerOfItsOwn) {
  EXPECT_TRUE(Obeys({"hoge\n", "quit\n"}, "hoge\nBYE!!"));
  EXPECT_FALSE(Obeys({"hoge\n", "quit\n"}, "hoge\nquXX\n")) << "its echo had begun";
  EXPECT_FALSE(Obeys({"quit\n"}, "BYE!!")) << "nothing was ever echoed";
}

TEST_F(ObedienceTest, MayBeAnsweredWithoutAnEnd) {
  Session session = Session().Echoed("hoge\n").Sent("quit\n").Came("BYE!!");
  EXPECT_TRUE(Tells(session, "obeys-magic-word", 0, "echo.bytes"));
}

TEST(TextReencodedTest, IsOfBytesThatAreNoAscii) {
  constexpr char kReencoded[] = "text-reencoded";
  EXPECT_TRUE(Tells(Session().Sent("h\xe9ge\n").Came("h\xef\xbf\xbdge\n"), kReencoded));
  EXPECT_FALSE(Tells(Session().Sent("hoge\n").Came("h\xef\xbf\xbdge\n"), kReencoded));
  EXPECT_FALSE(Tells(Session().Sent("h\xe9").Came("h\xe9X"), kReencoded)) << "more came";
  EXPECT_FALSE(Tells(Session().Sent("h\xc1\xaf\n").Came("ho\n"), kReencoded))
      << "no letter in UTF-8";
}

TEST(NewlineChangedTest, IsNoBlankInTheMiddleOfAWord) {
  EXPECT_FALSE(Tells(Session().Sent("hoge\n").Came("ho ge\n"), "newline-changed"));
}

TEST(NameCausesTest, AnyOfTheClientsThatFailedMayShowTheCause) {
  Session session = Session().Sent("hoge\n").Came("ho").Waited(kExpectEcho, StepOutcome::kTimedOut);
  session.AndClient("second").Echoed("hoge\n").Sent("quit\n").ServerCloses();
  session.Waited(kExpectEcho, StepOutcome::kEof);
  EXPECT_EQ(CauseOf(session, "echo.complete"), "obeys-magic-word");
}

TEST(NameCausesTest, OfSeveralCausesTheMostBasicExplainsTheSegments) {
  PatternResult other;
  other.frame = 7;
  Session session = Session().Sent("hoge\n").Came("HOGE\n");
  session.Waited(kExpectEcho, StepOutcome::kWrongBytes).ClosedByClient();
  session.Mismatching("C:SYN .*", other);
  session.AndClient("second").Sent("fuga\n").Waited(kExpectEcho, StepOutcome::kTimedOut);
  EXPECT_EQ(CauseOf(session, "echo.bytes"), "case-changed");
  EXPECT_EQ(CauseOf(session, "echo.complete"), "stops-serving");
  EXPECT_EQ(CauseOf(session, "flags.sequence"), "stops-serving");
}

}  // namespace
}  // namespace echocheck
