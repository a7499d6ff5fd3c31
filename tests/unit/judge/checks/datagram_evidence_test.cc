// SPDX-License-Identifier: MIT
// udp.*: which datagram counts as answered, lost, cut, another's or nobody's.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/judge/causes/rule_of.h"
#include "tests/unit/judge/datagrams.h"

namespace echocheck {
namespace {

constexpr char kComplete[] = "udp.complete";
constexpr char kTimes[] = "udp.unsolicited";
constexpr char kBytes[] = "udp.bytes";

Datagrams Silence() { return Datagrams().Sent("hoge\n").Waited(StepOutcome::kTimedOut); }

TEST(DatagramEvidenceTest, OneWithoutAnAnswerIsLost) {
  EXPECT_EQ(Silence().Says(kComplete), Verdict::kFail);
  EXPECT_EQ(Datagrams().Sent("hoge\n").CameBack().Waited().Says(kComplete), Verdict::kPass);
}

TEST(DatagramEvidenceTest, WhatCameInItsPlaceIsItsAnswer) {
  EXPECT_EQ(Silence().Came("HOGE\n").InItsPlace(0).Says(kComplete), Verdict::kPass);
  EXPECT_EQ(Silence().Came("HOGE\n").Says(kComplete), Verdict::kFail) << "in nobody's place";
  Datagrams other = Datagrams().Sent("hoge\n").Sent("fuga\n").Came("FUGA\n").InItsPlace(0);
  EXPECT_EQ(other.Waited(StepOutcome::kTimedOut).Says(kComplete), Verdict::kFail)
      << "in the place of the second alone";
}

TEST(DatagramEvidenceTest, TooManyWrongOnesToBeWrittenDownAnswerAll) {
  EXPECT_EQ(Datagrams().Sent("hoge\n").Waited(StepOutcome::kWrongBytes).Says(kComplete),
            Verdict::kPass);
}

TEST(DatagramEvidenceTest, OneThatWeCouldNotSendIsNotLost) {
  Datagrams story = Silence();
  story.client().datagrams.back().error = "sending: Message too long";
  EXPECT_EQ(story.Says(kComplete), Verdict::kPass);
}

TEST(DatagramEvidenceTest, OnlyADeadlineOrARefusalShowsThatItIsLost) {
  EXPECT_EQ(Datagrams().Sent("hoge\n").Waited(StepOutcome::kRefused).Says(kComplete),
            Verdict::kFail);
  EXPECT_EQ(Datagrams().Sent("hoge\n").Waited(StepOutcome::kAbandoned).Says(kComplete),
            Verdict::kInconclusive);
  Datagrams quiet = Datagrams().Sent("hoge\n");
  quiet.session().Waited(Expectation::kQuiet, StepOutcome::kTimedOut);
  EXPECT_EQ(quiet.Says(kComplete), Verdict::kInconclusive) << "it did not wait for an echo";
}

TEST(DatagramEvidenceTest, AScriptThatCameToNoSendSaysNothing) {
  Datagrams story;
  story.session().CouldNot({SendStep{{"hoge", 1}, {}}, {}}, StepOutcome::kAbandoned);
  for (const char* check : {kComplete, kBytes, "udp.sender"}) {
    EXPECT_EQ(story.Says(check), Verdict::kSkipped) << check;
    EXPECT_EQ(story.Summary(check), "the client sent nothing") << check;
  }
}

TEST(DatagramEvidenceTest, AnOrderToEndExcusesWhatWasOnItsWay) {
  Datagrams killed = Silence();
  killed.session().Signalled(TargetSignal::kKill);
  EXPECT_EQ(killed.Says(kComplete), Verdict::kSkipped);
  Datagrams stopped = Silence();
  stopped.session().Signalled(TargetSignal::kStop);
  EXPECT_EQ(stopped.Says(kComplete), Verdict::kFail) << "SIGSTOP ends nothing";
}

TEST(DatagramEvidenceTest, ARestartExcusesWhatWasSentBeforeItsStopWasOver) {
  Datagrams story = Silence();
  story.session().Restarted(TargetSignal::kTerminate);
  CommandedStop& stop = story.session().target().stops.back();
  stop.at = Milliseconds(10);
  stop.stop.duration = Milliseconds(5);
  Nanoseconds& sent = story.client().datagrams.back().sent_at;
  sent = Milliseconds(14);
  EXPECT_EQ(story.Says(kComplete), Verdict::kSkipped);
  sent = Milliseconds(15);
  EXPECT_EQ(story.Says(kComplete), Verdict::kFail);
  stop.relaunch.reset();
  EXPECT_EQ(story.Says(kComplete), Verdict::kSkipped) << "it never came back";
}

TEST(DatagramEvidenceTest, SomethingStrangeIsSomethingToCompare) {
  EXPECT_EQ(Silence().Says(kBytes), Verdict::kSkipped);
  EXPECT_EQ(Silence().Came("what?").Says(kBytes), Verdict::kPass);
}

// The first client's datagram comes to the second one, in the place of its own.
Datagrams Crossed(BytesView came) {
  Datagrams story = Datagrams().Sent("hoge\n").Waited(StepOutcome::kTimedOut);
  story.AndClient("second").Sent("fuga\n").Came(came).InItsPlace(0);
  return story;
}

TEST(DatagramEvidenceTest, AnotherClientsDatagramHasItsSizeAndItsBytes) {
  EXPECT_THAT(Crossed("hoge\n").Summary(kTimes),
              testing::HasSubstr("that client (port 50001) sent"));
  EXPECT_EQ(Crossed("HOGE\n").Says(kTimes), Verdict::kPass) << "changed, in its own's place";
  EXPECT_EQ(Crossed("HOGE\n").Says(kBytes), Verdict::kFail);
  EXPECT_NE(Crossed("hoge\n").Says(kBytes), Verdict::kFail) << "it is not its own that changed";
}

TEST(DatagramEvidenceTest, AnEmptyDatagramIsNobodys) {
  Datagrams story = Datagrams().Sent("").CameBack().Waited();
  story.AndClient("second").Sent("fuga\n").CameBack().Waited().Came("");
  EXPECT_THAT(story.Summary(kTimes), testing::HasSubstr("nobody sent"));
}

TEST(DatagramEvidenceTest, OnTheHostStrangersMaySendSomething) {
  const auto came = [](std::string from, bool like, bool host) {
    Datagrams story = Datagrams().Sent("hoge\n");
    if (!like) story.CameBack().Waited();
    story.Came("what?", std::move(from));
    if (like) story.InItsPlace(0);
    if (host) story.session().OnTheHost();
    return story.Says(kTimes);
  };
  EXPECT_EQ(came("127.0.0.1:9", false, true), Verdict::kPass);
  EXPECT_EQ(came("127.0.0.1:9", false, false), Verdict::kFail) << "nobody else is in there";
  EXPECT_EQ(came("", false, true), Verdict::kFail) << "the server sent it";
  Datagrams again = Datagrams().Sent("hoge\n").CameBack().Waited();
  again.Came("HOGE\n", "127.0.0.1:9").InItsPlace(0).session().OnTheHost();
  EXPECT_EQ(again.Says(kTimes), Verdict::kFail) << "it is like what was sent";
}

TEST(DatagramEvidenceTest, ALikenessToWhatIsNotThereIsNone) {
  Datagrams story = Datagrams().Sent("hoge\n").CameBack().Waited().Came("HOGE\n").InItsPlace(0);
  EXPECT_EQ(story.Says(kTimes), Verdict::kFail) << "its own had come back";
  story.client().strange_datagrams.back().like = 99;
  EXPECT_EQ(story.Says(kTimes), Verdict::kFail);
  EXPECT_FALSE(Tells(story.session(), "datagram-cut"));
}

// Causes.

TEST(DatagramRulesTest, ACutDatagramIsItsBeginning) {
  const auto cut = [](std::optional<std::uint64_t> differs_at, BytesView came, int returned) {
    Datagrams story = Datagrams().Sent("hoge\n");
    if (returned > 0) story.CameBack(returned);
    story.Came(came).InItsPlace(differs_at);
    return Tells(story.session(), "datagram-cut");
  };
  EXPECT_TRUE(cut(2, "ho", 0));
  EXPECT_FALSE(cut(1, "hu", 0)) << "changed";
  EXPECT_FALSE(cut(5, "hoge\n", 0)) << "all of it";
  EXPECT_FALSE(cut(2, "ho", 1)) << "the whole one came as well";
  EXPECT_FALSE(cut({}, "ho", 0)) << "nobody compared them";
  Datagrams unlike = Datagrams().Sent("hoge\n").Came("ho");
  EXPECT_FALSE(Tells(unlike.session(), "datagram-cut"));
}

TEST(DatagramRulesTest, TheWrongPeerGotWhatItsSenderLacks) {
  const auto told = [](Datagrams story) {
    return !Told(story.session(), "answers-wrong-peer", 1).empty();
  };
  EXPECT_TRUE(told(Crossed("hoge\n")));
  EXPECT_FALSE(told(Crossed("HOGE\n")));
  Datagrams had_it = Datagrams().Sent("hoge\n").CameBack().Waited();
  had_it.AndClient("second").Sent("fuga\n").Came("hoge\n");
  EXPECT_FALSE(told(had_it)) << "its sender got it, too";
  Datagrams empty = Datagrams().Sent("");
  empty.AndClient("second").Sent("fuga\n").Came("");
  EXPECT_FALSE(told(empty)) << "an empty one is anybody's";
}

TEST(DatagramRulesTest, OfTwoWhoSentTheSameOneMayGetBoth) {
  const auto told = [](int second_got) {
    Datagrams story = Datagrams().Sent("hoge\n");
    story.AndClient("second").Sent("hoge\n").CameBack(second_got);
    return !Told(story.session(), "answers-wrong-peer", 1).empty();
  };
  EXPECT_TRUE(told(2));
  EXPECT_FALSE(told(1));
  Datagrams both = Datagrams().Sent("hoge\n").CameBack();
  both.AndClient("second").Sent("hoge\n").CameBack(2);
  EXPECT_TRUE(Told(both.session(), "answers-wrong-peer", 1).empty()) << "nobody lacks one";
}

TEST(DatagramRulesTest, ItsOwnLossIsNoWrongPeer) {
  Datagrams story = Datagrams().Sent("hoge\n").CameBack(2).Sent("hoge\n");
  EXPECT_TRUE(Told(story.session(), "answers-wrong-peer").empty());
}

TEST(DatagramRulesTest, ASecondAnswerMayBeALaterOnes) {
  const auto twice = [](Datagrams story) { return Tells(story.session(), "datagram-twice"); };
  EXPECT_TRUE(twice(Datagrams().Sent("hoge\n").CameBack(2)));
  EXPECT_FALSE(twice(Datagrams().Sent("hoge\n").CameBack()));
  EXPECT_FALSE(twice(Datagrams().Sent("hoge\n").CameBack(2).Sent("fuga\n")));
  Datagrams not_sent = Datagrams().Sent("hoge\n").CameBack(2).Sent("fuga\n");
  not_sent.client().datagrams.back().error = "sending: Message too long";
  EXPECT_TRUE(twice(not_sent)) << "the later one never left";
  Datagrams unknown = Datagrams().Sent("hoge\n").CameBack(2).Sent("fuga\n");
  unknown.client().datagrams.front().returned_at.reset();
  EXPECT_TRUE(twice(unknown)) << "nobody knows which came first";
}

}  // namespace
}  // namespace echocheck
