// SPDX-License-Identifier: MIT
// Causes of bytes that are not those that were sent, by the rule alone: what is enough, and what is
// one byte short of it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/judge/causes/rule_of.h"

namespace echocheck {
namespace {

using namespace std::string_view_literals;

Session Answer(std::string_view sent, std::string_view came) {
  return Session().Sent(sent).Came(came).Waited(kExpectEcho, StepOutcome::kWrongBytes);
}
bool Tells(std::string_view cause, std::string_view sent, std::string_view came) {
  return Tells(Answer(sent, came), cause);
}
std::vector<std::string_view> AllTold(Session& session) {
  std::vector<std::string_view> told;
  for (const CauseRule& rule : AllCauses()) {
    if (Tells(session, rule.id)) told.push_back(rule.id);
  }
  return told;
}

// One byte more came, behind all that is kept: nobody knows what the first ones were.
TEST(ContentRulesTest, SayNothingOfBytesThatAreNotKept) {
  Session session = Answer(Bytes(5000, 'x'), Bytes(5001, 'x'));
  session.connection().stream.unsolicited = 0;
  session.flow().unsolicited_bytes = 0;
  EXPECT_THAT(AllTold(session), testing::IsEmpty());
}

// Behind all that is kept, the client's own window around the difference shows both.
class LateDifferenceTest : public testing::Test {
 protected:
  // Behind 5010 bytes "x" this came instead of what was sent.
  static Session Late(std::string_view sent, std::string_view came) {
    const Bytes before(10, 'x');
    Session session = Session().Echoed(Bytes(5000, 'x')).Sent(before + Bytes(sent));
    StreamRecord& stream = session.connection().stream;
    stream.received = stream.sent;
    stream.difference = {5010, 5000, before + Bytes(sent), before + Bytes(came)};
    return session;
  }
};

TEST_F(LateDifferenceTest, IsSeenThroughItsWindow) {
  Session session = Late("hoge-fuga", "HOGE-FUGA");
  EXPECT_EQ(Told(session, "case-changed").at("offset"), "5010");
  EXPECT_FALSE(Tells(session, "fixed-answer")) << "of the answer to the message nothing is kept";
}

// The second byte of a character is the first that differs.
TEST_F(LateDifferenceTest, MayBeginInTheMiddleOfACharacter) {
  Session session = Late("\xc3\xa9 noir", "\xc3\xa9 noir");
  StreamDifference& difference = *session.connection().stream.difference;
  difference.offset = 5011;
  difference.actual.replace(11, 1, "\x83\xc2\xa9");
  EXPECT_TRUE(Tells(session, "text-reencoded"));
}

// As in a history file that was cut by hand.
TEST(ContentRulesTest, SurviveAnAnswerThatWasNotKept) {
  for (const std::string_view sent : {"hoge\n", "\xe9\n"}) {
    Session session = Answer(sent, Bytes(sent.size(), '?'));
    session.connection().stream.received_head.clear();
    EXPECT_THAT(AllTold(session), testing::IsEmpty());
  }
}

TEST(ContentRulesTest, SurviveEvidenceThatDoesNotFitItsScenario) {
  for (Session session : {Answer("hoge\n", "ho"), Answer("hoge\n", "HOGE\n"), Answer("x", "y")}) {
    session.scenario().clients.at(0).steps.clear();
    EXPECT_THAT(AllTold(session), testing::Not(testing::Contains("fixed-answer")));
  }
}

TEST(ContentRulesTest, AnotherCaseIsOneOfTheSameLetters) {
  EXPECT_TRUE(Tells("case-changed", "hoge\n", "HOGE\n"));
  EXPECT_TRUE(Tells("case-changed", "hogefuga", "HOGEpiyo")) << "four are looked at";
  EXPECT_FALSE(Tells("case-changed", "hoge\n", "HOgu\n"));
  EXPECT_FALSE(Tells("case-changed", "hoge\n", "Huge\n"));
}

TEST(ContentRulesTest, OtherLineEndsAreTheOnlyDifference) {
  EXPECT_TRUE(Tells("newline-changed", "a\nbcd\n", "a\r\nbcd\r\n"));
  EXPECT_FALSE(Tells("newline-changed", "a\nbcd\n", "a\r\nxyz\r\n")) << "other text follows";
  EXPECT_FALSE(Tells("newline-changed", "a\n", "a\r\nb\n")) << "more text follows";
  EXPECT_TRUE(Tells("newline-changed", "a\n  b\n", "a\r\nb\n")) << "and indentation went, too";
  EXPECT_FALSE(Tells("newline-changed", "abcd", "axbcd")) << "no white space is concerned";
}

TEST(ContentRulesTest, OfACutMessageOnlyItsEndIsALineEnd) {
  const auto cut = [](Session session) {
    session.Waited(kExpectEcho, StepOutcome::kTimedOut);
    return Tells(session, "newline-changed");
  };
  EXPECT_TRUE(cut(Session().Sent("hoge \r\n").Came("hoge")));
  EXPECT_FALSE(cut(Session().Sent("hoge x\n").Came("hoge")));
  EXPECT_FALSE(cut(Session().Echoed("hoge\n").Sent("\n"))) << "all of the message is lacking";
  const Bytes text(StreamRecord::kKeptHead - 6, 'x');
  EXPECT_FALSE(cut(Session().Sent(text + "      and more").Came(text)))
      << "what is lacking behind the spaces was not kept";
  Session more = Session().Echoed("hoge");
  more.connection().stream.sent = 5;
  EXPECT_FALSE(cut(more)) << "what is lacking belongs to no message";
}

TEST(ContentRulesTest, AFixedAnswerIsNothingOfTheMessage) {
  EXPECT_TRUE(Tells("fixed-answer", "the quick brown fox", "hoge"));
  EXPECT_FALSE(Tells("fixed-answer", "the quick brown fox", "thx quick"));
  EXPECT_FALSE(Tells("fixed-answer", "hoge", "piyo")) << "the same size may be another shape";
  EXPECT_FALSE(Tells("fixed-answer", "hoge", BytesOfSeed(257, 1))) << "too long for an answer";
  EXPECT_TRUE(Tells("fixed-answer", "hoge", BytesOfSeed(256, 1)));
}

TEST(ContentRulesTest, AnAnswerOfTheSameSizeIsFixedIfAnotherClientGotItForSomethingElse) {
  const auto both = [](std::string_view other_sent, std::string_view other_got) {
    Session session = Answer("hoge", "PIYO");
    session.AndClient("second").Sent(other_sent).Came(other_got);
    return !Told(session, "fixed-answer", 0).empty();
  };
  EXPECT_TRUE(both("fuga", "PIYO"));
  EXPECT_FALSE(both("fuga", "FUGA"));
  EXPECT_FALSE(both("PIYO", "PIYO")) << "it had sent that itself";
}

TEST(ContentRulesTest, ReencodedTextIsNoAscii) {
  EXPECT_TRUE(Tells("text-reencoded", "caf\xe9!", "caf?!"));
  EXPECT_FALSE(Tells("text-reencoded", "cafe!", "caf?!"));
  EXPECT_FALSE(Tells("text-reencoded", "caf\xe9!", "caf#!"));
  EXPECT_FALSE(Tells("text-reencoded", "a\xe9 noir et", "axyz")) << "something else came for it";
  EXPECT_FALSE(Tells("text-reencoded", "a\xff!", "a\xa1!")) << "0xa1 is no half of an \"a\"";
  EXPECT_FALSE(Tells("text-reencoded", "\xe9z\xe9\xe9\xe9", "\xe9\xfez"))
      << "what was left out begins with ASCII";
}

// Additions.

TEST(AdditionRulesTest, AnEchoThatComesTwiceIsTheReply) {
  EXPECT_TRUE(Tells("echoed-twice", "hoge\n", "hoge\nhoge\n"));
  EXPECT_FALSE(Tells("echoed-twice", "hoge\n", "hoge\nhuge\n"));
  EXPECT_FALSE(Tells("echoed-twice", "\r\n", "\r\n\r\n")) << "line ends tell nothing";
  EXPECT_FALSE(Tells("echoed-twice", "\0\0\0\0"sv, "\0\0\0\0\0\0\0\0"sv)) << "nor do NULs";
  EXPECT_FALSE(Tells("echoed-twice", "hoge\n", "hoge\n")) << "it came once";
  EXPECT_FALSE(Tells("echoed-twice", "hoge\n", "x")) << "nothing of it had come";
}

TEST(AdditionRulesTest, WhatIsAheadOfItsMessageWasSentTwice) {
  Session session = Session().Echoed("hoge\n").Echoed("hoge\n");
  EXPECT_FALSE(Tells(session, "echoed-twice"));
  session.connection().stream.unsolicited = 5;
  EXPECT_TRUE(Tells(session, "echoed-twice"));
  session.connection().stream.unsolicited = 4;
  EXPECT_FALSE(Tells(session, "echoed-twice")) << "not all of a message";
}

TEST(AdditionRulesTest, ANulIsOneOrTwo) {
  EXPECT_TRUE(Tells("extra-nul", "hoge\n", "hoge\n\0"sv));
  EXPECT_TRUE(Tells("extra-nul", "hoge\n", "hoge\n\0\0"sv));
  EXPECT_FALSE(Tells("extra-nul", "hoge\n", "hoge\n\0\0\0"sv));
  EXPECT_FALSE(Tells("extra-nul", "hoge\n", "hoge\nx"));
  EXPECT_FALSE(Tells("extra-nul", "hoge\n\0"sv, "hoge\n"));
}

TEST(AdditionRulesTest, TextIsPrintable) {
  const auto added = [](std::string_view text) {
    return Tells("text-added", "hoge\n", "hoge\n" + Bytes(text));
  };
  EXPECT_TRUE(added("> "));
  EXPECT_TRUE(added("\x1b[0m"));
  EXPECT_TRUE(added("\a"));
  EXPECT_FALSE(added("\x0e"));
  EXPECT_FALSE(added("\x7f"));
  EXPECT_FALSE(added("\xff\xfe"));
  EXPECT_FALSE(added("\r\n"));
}

TEST(AdditionRulesTest, StaleBytesHadBeenSentOrAreNoText) {
  EXPECT_TRUE(Tells("stale-bytes", "hoge\n", "hoge\n\x01\x02"));
  EXPECT_FALSE(Tells("stale-bytes", "hoge\n", "hoge\nOK"));
  EXPECT_TRUE(Tells("stale-bytes", "hoge\n", "hoge\nge"));
  EXPECT_FALSE(Tells("stale-bytes", "hoge\n", "hoge\ng")) << "one byte is there by chance";
  EXPECT_FALSE(Tells("stale-bytes", "hoge\r\n", "hoge\r\n\r\n")) << "line ends are anywhere";
}

TEST(AdditionRulesTest, StaleBytesAreNoLineEndsOfAnotherClient) {
  const auto after = [](std::string_view other) {
    Session session = Session().Echoed(other).ClosedByClient();
    session.AndClient("second").Sent("hoge\n").Came("hoge\n" + Bytes(other));
    return !Told(session, "stale-bytes", 1).empty();
  };
  EXPECT_TRUE(after("fuga"));
  EXPECT_FALSE(after("\r\n\r\n"));
}

TEST(AdditionRulesTest, AFloodComesBehindTheClientsEnd) {
  Session session = Served();
  StreamRecord& stream = session.connection().stream;
  stream.unsolicited = 4096;
  stream.unsolicited_at = *session.connection().ended_at;
  EXPECT_TRUE(Tells(session, "floods-after-eof"));
  stream.unsolicited_at = *session.connection().ended_at - Nanoseconds(1);
  EXPECT_FALSE(Tells(session, "floods-after-eof"));
  stream.unsolicited_at.reset();
  EXPECT_FALSE(Tells(session, "floods-after-eof"));
  stream.unsolicited_at = *session.connection().ended_at;
  stream.unsolicited = 4095;
  EXPECT_FALSE(Tells(session, "floods-after-eof"));
  stream.unsolicited = 4096;
  session.connection().ended_at.reset();
  EXPECT_FALSE(Tells(session, "floods-after-eof"));
}

TEST(AdditionRulesTest, UrgentDataIsSeenOnTheWireAlone) {
  Session session = Session().Echoed("hoge\n").CameAsUrgentData('!');
  EXPECT_TRUE(Tells(session, "answers-urgent"));
  session.WithIncompleteCapture();
  EXPECT_FALSE(Tells(session, "answers-urgent"));
}

// The second client got what the first one had said.
TEST(AdditionRulesTest, BytesOfAnotherClientAreToldOfBoth) {
  Session session = Session().Sent("the first one's words\n");
  session.AndClient("second").Sent("hoge\n").Came("the first one's words\n");
  session.AndClient("third").Sent("fuga\n");
  EXPECT_EQ(Told(session, "other-clients-bytes", 1).at("sender"), "client");
  EXPECT_EQ(Told(session, "other-clients-bytes", 0, "echo.complete").at("client"), "second");
  EXPECT_TRUE(Told(session, "other-clients-bytes", 0, "echo.bytes").empty());
  EXPECT_TRUE(Told(session, "other-clients-bytes", 2, "echo.complete").empty())
      << "what it lacks went to nobody";
}

// Orders.

class OrderTest : public testing::Test {
 protected:
  static bool Obeys(Session session) { return Tells(session, "obeys-magic-word"); }
};

TEST_F(OrderTest, IsObeyedByAnEndThatAcknowledgesIt) {
  EXPECT_TRUE(Obeys(Session().Echoed("hoge\n").Sent("quit\n").ServerCloses()));
  EXPECT_FALSE(Obeys(Session().Echoed("hoge\n").Sent("quiz\n").ServerCloses()));
  EXPECT_FALSE(Obeys(Session().Echoed("hoge\n").Sent("quit\n"))) << "the server goes on";
  EXPECT_FALSE(Obeys(Session().Echoed("hoge\n").ServerCloses().Sent("quit\n")));
}

// Of many segments those in the middle are not kept, and with them the server's FIN.
TEST_F(OrderTest, TheClientsFinDoesNotTellWhatTheServersAcknowledged) {
  Session session = Session().Echoed("hoge\n").Sent("quit\n").ServerCloses().ClientCloses();
  EXPECT_TRUE(Obeys(session));
  std::erase_if(session.flow().head, [](const FlowSegment& segment) {
    return segment.from == Side::kServer && (segment.flags & tcp_flag::kFin) != 0;
  });
  EXPECT_FALSE(Obeys(session));
}

TEST_F(OrderTest, IsObeyedByAResetAsWell) {
  EXPECT_TRUE(Obeys(Session().Echoed("hoge\n").Sent("quit\n").ServerResets().WithoutCapture()));
}

TEST_F(OrderTest, AnEndBehindTheClientsIsNoObedience) {
  EXPECT_FALSE(Obeys(Session().Echoed("hoge\n").Sent("quit\n").ClientHalfCloses().ServerCloses()));
}

TEST_F(OrderTest, AMessageOfSpacesIsNone) {
  EXPECT_FALSE(Obeys(Session().Echoed("hoge\n").Sent(" \r\n").ServerCloses()));
}

TEST_F(OrderTest, TheFirstMessageThatCameBackWholeIsNone) {
  EXPECT_FALSE(Obeys(Session().Echoed("quit\n").ServerCloses()));
  EXPECT_TRUE(Obeys(Session().Echoed("hoge\n").Echoed("quit\n").ServerCloses()))
      << "the second one may be";
}

TEST_F(OrderTest, ThatStartsTheConversationIsAWholeWord) {
  EXPECT_TRUE(Obeys(Session().Sent("quit\n").ServerCloses()));
  EXPECT_FALSE(Obeys(Session().Sent("\x04").ServerCloses())) << "it never sent anything back";
}

TEST_F(OrderTest, WhoeverObeysEndsInGoodOrder) {
  const auto said = [] { return Session().Echoed("hoge\n").Sent("quit\n").ServerCloses(); };
  EXPECT_TRUE(Obeys(said().Died({0, {}})));
  EXPECT_FALSE(Obeys(said().Died({1, {}})));
  EXPECT_FALSE(Obeys(said().Died({{}, 11})));
}

TEST_F(OrderTest, OfAWholeTargetThatEndedAnyClientMayHaveGivenIt) {
  const auto told = [](Session session) {
    const Finding finding;
    return RuleOf("obeys-magic-word")
        .find({InputOf(session), finding, CheckId::kTargetSurvives, nullptr})
        .has_value();
  };
  const auto said = [](std::string_view word) {
    Session session = Served();
    session.AndClient("second").Echoed("hoge\n").Sent(word).ServerCloses();
    return session;
  };
  EXPECT_TRUE(told(said("quit\n").Died({0, {}})));
  EXPECT_FALSE(told(said("quiz\n").Died({0, {}})));
  EXPECT_FALSE(told(said("quit\n"))) << "it runs";
  EXPECT_FALSE(told(said("quit\n").Died({1, {}})));
}

}  // namespace
}  // namespace echocheck
