// SPDX-License-Identifier: MIT
// flags.* and capture.*, which both look at the capture alone.
#include <csignal>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/judge/session.h"

namespace echocheck {
namespace {

using testing::ElementsAre;

constexpr char kSequence[] = "flags.sequence";
constexpr char kPattern[] = "C:SYN S:SYN+ACK C:ACK .*";

PatternResult Mismatch() {
  PatternResult result;
  result.frame = 7;
  result.matched_prefix = "C:SYN S:SYN+ACK C:ACK";
  result.allowed = "S:FIN+ACK or C:ACK";
  result.came = "S:RST+ACK";
  return result;
}

TEST(FlagsChecksTest, SayNothingWithoutAPattern) {
  EXPECT_EQ(VerdictOn(Served(), kSequence), std::nullopt);
}

TEST(FlagsChecksTest, PassAMatch) {
  EXPECT_EQ(VerdictOn(Served().Matching(kPattern), kSequence), Verdict::kPass);
}

TEST(FlagsChecksTest, FailAMismatchAndShowWhere) {
  const Session session = Served().Mismatching(kPattern, Mismatch());
  EXPECT_THAT(session.Failing(), ElementsAre(kSequence));
  const Finding finding = *session.Says(kSequence);
  EXPECT_EQ(finding.summary, "S:RST+ACK came, but the pattern does not allow it here");
  EXPECT_EQ(finding.expected, "S:FIN+ACK or C:ACK");
  EXPECT_EQ(finding.actual, "S:RST+ACK, after C:SYN S:SYN+ACK C:ACK");
  EXPECT_THAT(finding.evidence.frames, ElementsAre(7));
}

TEST(FlagsChecksTest, JudgeThoseWhoHaveAPattern) {
  Session session = Served().Matching(kPattern);
  session.AndClient("second").Echoed("hoge\n").ClosedByClient();
  EXPECT_EQ(VerdictOn(session, kSequence), Verdict::kPass);
  Session nobody = Served();
  nobody.target().startup = Startup::kExited;
  EXPECT_EQ(VerdictOn(nobody, kSequence), std::nullopt);
}

TEST(FlagsChecksTest, SayNothingOfABeginningThatIsNotThere) {
  PatternResult at_once = Mismatch();
  at_once.matched_prefix.clear();
  EXPECT_EQ(Served().Mismatching(kPattern, at_once).Says(kSequence)->actual, "S:RST+ACK");
}

TEST(FlagsChecksTest, SayInBothLanguagesWhatThePatternAllows) {
  const auto expected = [](std::string allowed, const char* language) {
    PatternResult result = Mismatch();
    result.allowed = std::move(allowed);
    return Served().Mismatching(kPattern, result).InLanguage(language).Says(kSequence)->expected;
  };
  EXPECT_EQ(expected("S:FIN+ACK", "ja"), "S:FIN+ACK");
  EXPECT_EQ(expected("the end", "en"), "the end");
  EXPECT_EQ(expected("the end", "ja"), "終わり");
  EXPECT_EQ(expected("C:ACK, S:FIN+ACK or the end", "en"), "C:ACK, S:FIN+ACK or the end");
  EXPECT_EQ(expected("C:ACK, S:FIN+ACK or the end", "ja"), "C:ACK、S:FIN+ACK または終わり");
}

TEST(FlagsChecksTest, SayInBothLanguagesWhatCame) {
  PatternResult ended = Mismatch();
  ended.frame.reset();
  ended.came = "the end of the capture";
  ended.matched_prefix = "C:SYN S:SYN+ACK ... 7 more";
  Session session = Served().Mismatching(kPattern, ended);
  EXPECT_EQ(session.Says(kSequence)->actual,
            "the end of the capture, after C:SYN S:SYN+ACK ... 7 more");
  session.InLanguage("ja");
  EXPECT_EQ(session.Says(kSequence)->actual,
            "C:SYN S:SYN+ACK ... ほか 7 個 の後にキャプチャの終わり");
}

TEST(FlagsChecksTest, TakeTheCauseOfTheTargetsEnd) {
  const Session session = Served().Mismatching(kPattern, Mismatch()).Died({std::nullopt, SIGSEGV});
  EXPECT_EQ(CauseOf(session, "target.survives"), "crashed");
  EXPECT_EQ(CauseOf(session, kSequence), "crashed");
}

TEST(FlagsChecksTest, JudgeOnlyWhatACompleteCaptureShows) {
  const auto mismatching = [] { return Served().Mismatching(kPattern, Mismatch()); };
  EXPECT_EQ(VerdictOn(mismatching().WithoutCapture(), kSequence), Verdict::kSkipped);
  EXPECT_EQ(VerdictOn(mismatching().WithIncompleteCapture(), kSequence), Verdict::kInconclusive);
  EXPECT_EQ(VerdictOn(mismatching().WithoutFlow(), kSequence), Verdict::kInconclusive);
  Session unmatched = mismatching();
  unmatched.flow().pattern.reset();
  EXPECT_EQ(VerdictOn(unmatched, kSequence), Verdict::kInconclusive);
}

TEST(CaptureChecksTest, SayWhetherTheCaptureCanBeTrusted) {
  EXPECT_EQ(VerdictOn(Served(), "capture.complete"), Verdict::kPass);
  EXPECT_EQ(Served().Says("capture.complete")->summary, "7 frames, none lost");
  EXPECT_EQ(VerdictOn(Served().WithoutCapture(), "capture.complete"), Verdict::kSkipped);
  EXPECT_EQ(VerdictOn(Served().WithoutFlow(), "capture.complete"), Verdict::kPass);
}

TEST(CaptureChecksTest, LeaveTheVerdictOpenWhenFramesWereLost) {
  const Session session = Served().WithIncompleteCapture();
  const Finding finding = *session.Says("capture.complete");
  EXPECT_EQ(finding.verdict, Verdict::kInconclusive);
  EXPECT_EQ(finding.summary, "the capture is incomplete: the kernel dropped 3 frames");
  EXPECT_EQ(session.Judged().verdict, Verdict::kInconclusive);
}

}  // namespace
}  // namespace echocheck
