// SPDX-License-Identifier: MIT
// Something else, or more, came than was sent.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/judge/session.h"

namespace echocheck {
namespace {

using namespace std::string_view_literals;

Session AnsweredAll(std::string_view sent, std::string_view came) {
  return Session()
      .Sent(sent)
      .Came(came)
      .Waited(kExpectEcho, StepOutcome::kWrongBytes)
      .ClosedByClient();
}

// A second message, the first of which came back.
Session AnsweredThen(std::string_view first, std::string_view sent, std::string_view came) {
  return Session().Echoed(first).Sent(sent).Came(came).Waited(kExpectEcho,
                                                              StepOutcome::kWrongBytes);
}

// The cause of the first check of the bytes that failed.
std::string ContentCause(const Session& session) {
  for (const auto* check :
       {"echo.bytes", "echo.unsolicited", "echo.complete", "echo.isolation", "echo.wire"}) {
    const auto verdict = VerdictOn(session, check);
    if (verdict == Verdict::kFail || verdict == Verdict::kWarn) return CauseOf(session, check);
  }
  return "nothing failed";
}

TEST(ContentCausesTest, SeeAnotherCase) {
  EXPECT_EQ(ContentCause(AnsweredAll("hoge\n", "HOGE\n")), "case-changed");
  EXPECT_EQ(ContentCause(AnsweredAll("Hoge Fuga\n", "hoge fuga\n")), "case-changed");
  EXPECT_NE(ContentCause(AnsweredAll("hoge\n", "piyo\n")), "case-changed");
}

TEST(ContentCausesTest, SeeOtherLineEnds) {
  EXPECT_EQ(ContentCause(AnsweredAll("unix\ndos\r\n", "unix\r\ndos\r\n")), "newline-changed");
  EXPECT_EQ(ContentCause(AnsweredAll("hoge\r\nfuga\r\n", "hoge\nfuga\n")), "newline-changed");
  EXPECT_EQ(ContentCause(AnsweredAll("hoge", "hoge\n")), "newline-changed");
  EXPECT_EQ(ContentCause(AnsweredAll("mac\rend\r", "mac\nend\n")), "newline-changed");
  EXPECT_EQ(ContentCause(AnsweredAll("  hoge  \n", "hoge")), "newline-changed") << "stripped";
}

TEST(ContentCausesTest, SeeALineEndThatNeverCame) {
  const Session session = Session()
                              .Sent("hoge\n")
                              .Came("hoge")
                              .Waited(kExpectEcho, StepOutcome::kTimedOut)
                              .ClosedByClient();
  EXPECT_EQ(ContentCause(session), "newline-changed");
}

TEST(ContentCausesTest, SeeBytesTakenForText) {
  EXPECT_EQ(ContentCause(AnsweredAll("a\xff\xfe z", "a\xef\xbf\xbd\xef\xbf\xbd z")),
            "text-reencoded");
  EXPECT_EQ(ContentCause(AnsweredAll("a\xef\x28z", "a\xef\xbf\xbd\x28z")), "text-reencoded")
      << "begins as the replacement does";
  EXPECT_EQ(ContentCause(AnsweredAll("caf\xe9!", "caf\xc3\xa9!")), "text-reencoded")
      << "Latin-1 to UTF-8";
  EXPECT_EQ(ContentCause(AnsweredAll("caf\xc3\xa9!", "caf\xc3\x83\xc2\xa9!")), "text-reencoded");
  EXPECT_EQ(ContentCause(AnsweredAll("caf\xc3\xa9!", "caf\xe9!")), "text-reencoded")
      << "UTF-8 to Latin-1";
  EXPECT_EQ(ContentCause(AnsweredAll("caf\xc3\xa9!", "caf\?\?!")), "text-reencoded");
  EXPECT_EQ(ContentCause(AnsweredAll("caf\xe9 noir\n", "caf noir\n")), "text-reencoded")
      << "left out";
  EXPECT_EQ(ContentCause(AnsweredAll("caf\xe9!", "caf\x69!")), "text-reencoded") << "seven bits";
}

TEST(ContentCausesTest, DoNotTakeALostByteForText) {
  const Bytes sent = BytesOfSeed(600, 7);
  for (std::size_t lost = 100; lost < 130; ++lost) {
    Bytes came = sent;
    came.erase(lost, 1);
    EXPECT_NE(ContentCause(AnsweredAll(sent, came)), "text-reencoded") << lost;
  }
}

TEST(ContentCausesTest, SeeAnAnswerThatIsNoEcho) {
  EXPECT_EQ(ContentCause(AnsweredAll("the quick brown fox jumps over the lazy dog\n", "hoge\n")),
            "fixed-answer");
  EXPECT_EQ(ContentCause(AnsweredAll("x", "hoge\n")), "fixed-answer");
  EXPECT_EQ(ContentCause(AnsweredAll("abcdefgh", "hgfedcba")), "") << "backwards: the same bytes";
}

TEST(AdditionCausesTest, SeeTextOfItsOwn) {
  const auto text = [](const Session& session, std::string_view check) {
    const Finding finding = *session.Says(check);
    return finding.cause ? finding.cause->id + " " + finding.cause->arguments.at("text") : "";
  };
  EXPECT_EQ(text(AnsweredAll("hoge\n", "Echo: hoge\n"), "echo.unsolicited"),
            "text-added \"Echo: \"");
  EXPECT_EQ(text(AnsweredAll("hoge\n", "hoge\n> "), "echo.unsolicited"), "text-added \"> \"");
  EXPECT_EQ(text(Session().Came("Welcome\n").Echoed("hoge\n"), "echo.unsolicited"),
            "text-added \"Welcome\\n\"");
  EXPECT_EQ(text(AnsweredAll("hoge\n", "hello: hoge\n"), "echo.unsolicited"),
            "text-added \"hello: \"");
  EXPECT_EQ(text(AnsweredThen("hoge\n", "fuga\n", "OK\nfuga\nOK\n"), "echo.unsolicited"),
            "text-added \"OK\\n\"");
}

TEST(AdditionCausesTest, SeeANulThatEndsAString) {
  EXPECT_EQ(ContentCause(AnsweredAll("hoge\n", "hoge\n\0"sv)), "extra-nul");
  EXPECT_EQ(ContentCause(AnsweredThen("hoge\n", "fuga\n", "\0fuga\n\0"sv)), "extra-nul");
}

TEST(AdditionCausesTest, SeeTheRestOfABuffer) {
  EXPECT_EQ(ContentCause(AnsweredThen("a longer line\n", "hi\n", "hi\nonger line\n")),
            "stale-bytes");
  EXPECT_EQ(ContentCause(AnsweredAll("hoge\n", "hoge\n" + Bytes(1019, '\0'))), "stale-bytes")
      << "all of it";
  EXPECT_EQ(ContentCause(AnsweredAll("hoge\n", "hoge\n\x01\xfe\x80\x7f\x02"sv)), "stale-bytes")
      << "garbage";
}

TEST(AdditionCausesTest, SeeASecondEcho) {
  EXPECT_EQ(ContentCause(AnsweredAll("hoge\n", "hoge\nhoge\n")), "echoed-twice");
  EXPECT_EQ(ContentCause(AnsweredThen("hoge\n", "fuga\n", "hoge\nfuga\nfuga\n")), "echoed-twice");
  const Session repeating = Session().Sent("hoge\n").Came("hoge\nhoge\n").Sent("hoge\n");
  EXPECT_EQ(ContentCause(repeating), "echoed-twice") << "the bytes alone look right";
  Session on_the_wire = Session().Echoed("hoge\n").CameUnread("hoge\n").Sent("hoge\n");
  on_the_wire.connection().stream.received = 10;
  on_the_wire.connection().stream.received_head = "hoge\nhoge\n";
  on_the_wire.connection().stream.received_hash = on_the_wire.connection().stream.sent_hash;
  EXPECT_EQ(ContentCause(on_the_wire), "echoed-twice") << "read late, and ahead on the wire";
  EXPECT_EQ(ContentCause(AnsweredAll("\0\0\0\0ab"sv, "\0\0\0\0ab\0\0\0\0ab"sv)), "echoed-twice");
  EXPECT_NE(ContentCause(AnsweredAll("\0\0\0\0ab"sv, "\0\0\0\0ab\0\0\0\0\0\0"sv)), "echoed-twice")
      << "the rest of a buffer";
}

TEST(AdditionCausesTest, SeeAFloodBehindTheEnd) {
  Bytes flood;
  while (flood.size() < 5000) flood += "hoge\n";
  const Session session = Session().Echoed("hoge\n").ClientHalfCloses().Came(flood).Waited(
      Expectation::kEof, StepOutcome::kUnexpectedData);
  EXPECT_EQ(ContentCause(session), "floods-after-eof");
  const Session goodbye =
      Session().Echoed("hoge\n").ClientHalfCloses().Came("Bye!\n").ServerCloses();
  EXPECT_EQ(ContentCause(goodbye), "text-added");
}

TEST(AdditionCausesTest, SeeUrgentData) {
  const Session session = Session()
                              .Sent("hoge")
                              .Came("hog")
                              .CameAsUrgentData('e')
                              .Waited(kExpectEcho, StepOutcome::kTimedOut)
                              .ClosedByClient();
  EXPECT_EQ(CauseOf(session, "echo.complete"), "answers-urgent");
  EXPECT_EQ(CauseOf(session, "echo.wire"), "answers-urgent");
}

TEST(NameCausesTest, GivesThePatternTheCauseOfTheRest) {
  PatternResult result;
  result.came = "the end of the capture";
  result.allowed = "C:PSH+ACK";
  Session session = AnsweredAll("hoge\n", "HOGE\n");
  session.Mismatching("C:SYN", result);
  EXPECT_EQ(CauseOf(session, "flags.sequence"), "case-changed");
  Session alone = Session().Echoed("hoge\n").ClosedByClient();
  alone.Mismatching("C:SYN", result);
  EXPECT_EQ(VerdictOn(alone, "flags.sequence"), Verdict::kFail);
  EXPECT_EQ(CauseOf(alone, "flags.sequence"), "") << "none fits: none is named";
  alone.target().stop = StopRecord{true, false, false, Milliseconds(2000), 1};
  EXPECT_EQ(VerdictOn(alone, "target.terminates"), Verdict::kWarn);
  EXPECT_EQ(CauseOf(alone, "flags.sequence"), "") << "that came later";
}

}  // namespace
}  // namespace echocheck
