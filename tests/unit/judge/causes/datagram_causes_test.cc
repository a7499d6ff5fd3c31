// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "tests/unit/judge/causes/rule_of.h"
#include "tests/unit/judge/datagrams.h"

namespace echocheck {
namespace {

// "" when the check passed, or no cause was named.
std::string CauseOf(Datagrams& story, std::string_view check) {
  const auto finding = story.session().Says(check);
  return finding && finding->cause ? finding->cause->id : "";
}

TEST(DatagramCausesTest, TheAnswerWentToAnother) {
  Datagrams mixed;
  mixed.Echoed("one").Came("two");
  mixed.AndClient("second").Sent("two").Waited(StepOutcome::kTimedOut);
  EXPECT_EQ(CauseOf(mixed, "udp.complete"), "answers-wrong-peer");
  EXPECT_EQ(CauseOf(mixed, "udp.unsolicited"), "answers-wrong-peer");
  EXPECT_EQ(mixed.session().Says("udp.complete")->cause->arguments.at("client"),
            "second (port 50002)");
}

TEST(DatagramCausesTest, TheAnswerWentToAnotherWhoHadSentTheSame) {
  Datagrams mixed;
  mixed.Sent("hoge").CameBack(2).Waited();
  mixed.AndClient("second").Sent("hoge").Waited(StepOutcome::kTimedOut);
  EXPECT_EQ(CauseOf(mixed, "udp.complete"), "answers-wrong-peer");
  EXPECT_EQ(CauseOf(mixed, "udp.unsolicited"), "answers-wrong-peer");
}

TEST(DatagramCausesTest, TheAnswerCameTwice) {
  Datagrams twice;
  twice.Sent("hoge\n").CameBack(2).Waited();
  EXPECT_EQ(CauseOf(twice, "udp.unsolicited"), "datagram-twice");
}

// A server that answers an empty datagram with the one before it has answered nothing twice.
TEST(DatagramCausesTest, WhatCameAgainMayBeTheAnswerToALaterOne) {
  Datagrams stale;
  stale.Sent("hoge").CameBack(2).Waited();
  stale.Sent("").Waited(StepOutcome::kTimedOut);
  EXPECT_EQ(CauseOf(stale, "udp.unsolicited"), "");
  Datagrams lost_before;
  lost_before.Sent("").Waited();
  lost_before.Sent("hoge").CameBack(2).Waited();
  EXPECT_EQ(CauseOf(lost_before, "udp.unsolicited"), "datagram-twice");
  Datagrams all_answered;
  all_answered.Sent("hoge").CameBack(2).Waited();
  all_answered.Echoed("later");
  EXPECT_EQ(CauseOf(all_answered, "udp.unsolicited"), "datagram-twice");
}

TEST(DatagramCausesTest, TheAnswerIsLonger) {
  Datagrams buffer;
  buffer.Sent("hoge\n").Came(std::string("hoge\n\0\0\0", 8)).InItsPlace(5);
  buffer.Waited(StepOutcome::kWrongBytes);
  EXPECT_EQ(CauseOf(buffer, "udp.bytes"), "udp-answer-too-long");
  const auto arguments = buffer.session().Says("udp.bytes")->cause->arguments;
  EXPECT_EQ(arguments.at("sent"), "5");
  EXPECT_EQ(arguments.at("received"), "8");
  Datagrams text_before;
  text_before.Sent("hoge\n").Came("Echo: hoge\n").InItsPlace(0).Waited(StepOutcome::kWrongBytes);
  EXPECT_EQ(CauseOf(text_before, "udp.bytes"), "udp-answer-too-long");
  Datagrams other;
  other.Sent("hoge\n").Came("HOGE\n").InItsPlace(0).Waited(StepOutcome::kWrongBytes);
  EXPECT_EQ(CauseOf(other, "udp.bytes"), "") << "as long";
}

TEST(DatagramCausesTest, ALongerAnswerIsInThePlaceOfOne) {
  Datagrams story;
  story.Sent("hoge\n").Came("Echo: hoge\n").InItsPlace(0).Waited(StepOutcome::kWrongBytes);
  Session& session = story.session();
  EXPECT_TRUE(Tells(session, "udp-answer-too-long"));
  auto& like = story.client().strange_datagrams.back().like;
  like = 1;
  EXPECT_FALSE(Tells(session, "udp-answer-too-long")) << "there is no second one";
  like.reset();
  EXPECT_FALSE(Tells(session, "udp-answer-too-long"));
  like = 0;
  story.CameBack();
  EXPECT_FALSE(Tells(session, "udp-answer-too-long")) << "it came back itself";
}

TEST(DatagramCausesTest, TheAnswerIsABeginning) {
  Datagrams cut;
  cut.Sent("hoge\n").Came("ho").InItsPlace(2).Waited(StepOutcome::kWrongBytes);
  EXPECT_EQ(CauseOf(cut, "udp.bytes"), "datagram-cut");
}

TEST(DatagramCausesTest, NoCauseIsNamedWithoutItsEvidence) {
  Datagrams lost;
  lost.Sent("hoge\n").Waited(StepOutcome::kTimedOut);
  EXPECT_EQ(CauseOf(lost, "udp.complete"), "");
  Datagrams changed;
  changed.Sent("hoge\n").Came("HOGE\n").InItsPlace(0).Waited(StepOutcome::kWrongBytes);
  EXPECT_EQ(CauseOf(changed, "udp.bytes"), "");
}

}  // namespace
}  // namespace echocheck
