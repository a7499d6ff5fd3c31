// SPDX-License-Identifier: MIT
// The server's own words are the cause where an end follows, and nowhere else.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/judge/causes/rule_of.h"
#include "tests/unit/judge/session.h"

namespace echocheck {
namespace {

using testing::HasSubstr;

constexpr char kPanic[] = "thread 'main' panicked at src/main.rs:27:81:\nno text\n";
constexpr char kAboutAPeer[] =
    "thread 'main' panicked at src/main.rs:27:81:\nConnection reset by peer\n";

Session LetGo() {
  return Session().Sent("\x80").ServerCloses().Waited(kExpectEcho, StepOutcome::kEof);
}

TEST(OwnWordsRuleTest, NameTheLineWhereTheServerLetGoOfAClient) {
  Session session = LetGo().Wrote(kPanic);
  const auto told = Told(session, "panicked");
  EXPECT_EQ(told.at("place"), "src/main.rs:27:81");
  EXPECT_EQ(told.at("what"), "no text");
  EXPECT_THAT(session.Says("echo.complete")->cause->sentence, HasSubstr("src/main.rs:27:81"));
}

TEST(OwnWordsRuleTest, NameTheLineWhereTheServerEnded) {
  Session session = Session().Sent("\x80").Died({101, std::nullopt}).Wrote(kPanic);
  EXPECT_EQ(session.Says("target.survives")->cause->id, "panicked");
  EXPECT_TRUE(Tells(session, "panicked"));
}

TEST(OwnWordsRuleTest, SayNothingOfAClientThatLeftByItself) {
  Session session = Session().Echoed("hoge\n").ClosedByClient().Wrote(kPanic);
  EXPECT_FALSE(Tells(session, "panicked"));
  Session waits =
      Session().Sent("hoge\n").Waited(kExpectEcho, StepOutcome::kTimedOut).Wrote(kPanic);
  EXPECT_FALSE(Tells(waits, "panicked"));
}

TEST(OwnWordsRuleTest, SayNothingOfTheTargetThatRuns) {
  Session session = LetGo().Wrote(kPanic);
  const CheckInput input = InputOf(session);
  EXPECT_FALSE(RuleOf("panicked").find({input, Finding(), CheckId::kTargetSurvives, nullptr}));
}

// Its address was tried in another form first, and it panicked of that.
TEST(OwnWordsRuleTest, WhatCameBeforeItListenedIsAboutThat) {
  const std::string before = "thread 'main' panicked at src/main.rs:5:5:\nno address\n";
  Session session = LetGo().Wrote(before).Wrote(kPanic);
  session.target().output_before_listening = before.size();
  EXPECT_EQ(Told(session, "panicked").at("place"), "src/main.rs:27:81");
  session.target().output_before_listening = session.target().output_bytes;
  EXPECT_FALSE(Tells(session, "panicked"));
  // Of a long output the first part is not kept.
  session.target().output_before_listening = 1000 + before.size();
  session.target().output_bytes += 1000;
  EXPECT_EQ(Told(session, "panicked").at("what"), "no text");
  session.target().output_before_listening = 1000;
  EXPECT_EQ(Told(session, "panicked").at("what"), "no address");
}

TEST(OwnWordsRuleTest, LeaveWhatClientsBringAboutToOthers) {
  Session session = LetGo().Wrote(kAboutAPeer);
  EXPECT_FALSE(Tells(session, "panicked"));
}

TEST(OwnWordsRuleTest, EachKindHasItsCause) {
  const auto cause = [](const char* output) {
    Session session = LetGo().Wrote(output);
    return session.Says("echo.complete")->cause->id;
  };
  EXPECT_EQ(cause("Traceback (most recent call last):\n  File \"a.py\", line 1\nValueError: no\n"),
            "uncaught-exception");
  EXPECT_EQ(cause("a: a.c:1: main: Assertion `0' failed.\n"), "assertion-failed");
  EXPECT_EQ(cause("==1==ERROR: AddressSanitizer: heap-use-after-free on address 0x1\n"),
            "sanitizer-report");
  Session silent = LetGo().Wrote("listening\n");
  EXPECT_FALSE(Tells(silent, "panicked"));
}

TEST(OwnWordsRuleTest, ALineThatWasNotNamedIsSaidToBeSo) {
  Session session = LetGo().Wrote("terminate called after throwing an instance of 'int'\n");
  EXPECT_EQ(Told(session, "uncaught-exception").at("place"), "a line that it did not name");
}

}  // namespace
}  // namespace echocheck
