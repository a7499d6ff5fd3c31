// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/judge/datagrams.h"

namespace echocheck {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST(UdpChecksTest, PassAnEcho) {
  Datagrams served;
  served.Echoed("hoge\n").Echoed("");
  const Judgement judgement = served.session().Judged();
  EXPECT_EQ(judgement.verdict, Verdict::kPass);
  EXPECT_EQ(judgement.behaviour, Verdict::kPass);
  EXPECT_EQ(judgement.close, Verdict::kSkipped) << "there is no connection to be closed";
  std::vector<std::string> checks;
  for (const Finding& finding : judgement.findings) {
    if (!finding.check.starts_with("target.")) checks.push_back(finding.check);
    EXPECT_EQ(finding.verdict, Verdict::kPass) << finding.check << ": " << finding.summary;
  }
  EXPECT_THAT(checks, ElementsAre("udp.complete", "udp.bytes", "udp.unsolicited", "udp.sender",
                                  "capture.complete"));
}

TEST(UdpChecksTest, HaveNothingToSayOfTcp) {
  const Session session = Session().Echoed("hoge\n").ClosedByClient();
  for (const Finding& finding : session.Judged().findings) {
    EXPECT_FALSE(finding.check.starts_with("udp.")) << finding.check;
  }
}

TEST(UdpChecksTest, FailALostDatagram) {
  Datagrams lossy;
  lossy.Sent("one").CameBack().Sent("three");
  lossy.Waited(StepOutcome::kTimedOut);
  EXPECT_THAT(lossy.Failing(), ElementsAre("udp.complete"));
  EXPECT_EQ(lossy.Summary("udp.complete"), "datagram 2 of 2 (5 bytes) did not come back");
  EXPECT_EQ(lossy.session().Says("udp.complete")->actual, "1 of 2 datagrams, then the deadline");
}

TEST(UdpChecksTest, FailAPortThatIsClosed) {
  Datagrams refused;
  refused.Sent("hoge\n").Sent("hoge\n").Waited(StepOutcome::kRefused);
  EXPECT_THAT(refused.Failing(), ElementsAre("udp.complete"));
  EXPECT_EQ(refused.Summary("udp.complete"),
            "datagram 1 of 2 (5 bytes) and 1 more did not come back");
  EXPECT_THAT(refused.session().Says("udp.complete")->actual, HasSubstr("ICMP"));
  EXPECT_EQ(refused.Says("udp.bytes"), Verdict::kSkipped);
  EXPECT_EQ(refused.Says("udp.sender"), Verdict::kSkipped);
}

TEST(UdpChecksTest, DoNotBlameTheTargetForADatagramThatWeCouldNotSend) {
  Datagrams too_large;
  too_large.Sent("hoge\n").client().datagrams.back().error = "Message too long";
  too_large.client().steps.back().outcome = StepOutcome::kFailed;
  EXPECT_THAT(too_large.Failing(), IsEmpty());
  EXPECT_EQ(too_large.Says("udp.complete"), Verdict::kInconclusive);
}

TEST(UdpChecksTest, DoNotPassASessionInWhichNobodySent) {
  Datagrams nobody;
  nobody.client().connected = false;
  nobody.client().steps.front().outcome = StepOutcome::kAbandoned;
  EXPECT_EQ(nobody.session().Judged().verdict, Verdict::kInconclusive);
  nobody.client().steps.front().outcome = StepOutcome::kFailed;
  EXPECT_EQ(nobody.session().Judged().verdict, Verdict::kInconclusive);
}

TEST(UdpChecksTest, LeaveItToTheClientWhetherItWaits) {
  Datagrams hurried;
  hurried.Sent("hoge\n");
  EXPECT_EQ(hurried.Says("udp.complete"), std::nullopt);
}

TEST(UdpChecksTest, FailACutDatagram) {
  Datagrams cut;
  cut.Sent("hoge\n").Came("ho").InItsPlace(2).Waited(StepOutcome::kWrongBytes);
  EXPECT_THAT(cut.Failing(), ElementsAre("udp.bytes"));
  EXPECT_EQ(cut.Summary("udp.bytes"), "datagram 1 of 1 (5 bytes) came back cut to 2 bytes");
  EXPECT_EQ(cut.session().Says("udp.bytes")->expected, "\"ge\\n\" from offset 2 on");
  EXPECT_TRUE(cut.session().Says("udp.bytes")->evidence.difference);
}

TEST(UdpChecksTest, FailAChangedDatagram) {
  Datagrams changed;
  changed.Sent("hoge\n").Came("HOGE\n").InItsPlace(0).Waited(StepOutcome::kWrongBytes);
  EXPECT_THAT(changed.Failing(), ElementsAre("udp.bytes"));
  EXPECT_EQ(changed.Summary("udp.bytes"), "datagram 1 of 1 (5 bytes) came back changed");
}

TEST(UdpChecksTest, FailAnAnswerThatComesTwice) {
  Datagrams twice;
  twice.Sent("hoge\n").CameBack(2).Waited();
  EXPECT_THAT(twice.Failing(), ElementsAre("udp.unsolicited"));
  EXPECT_EQ(twice.Summary("udp.unsolicited"), "datagram 1 of 1 (5 bytes) came back 2 times");
}

TEST(UdpChecksTest, FailAGreetingBesideTheEcho) {
  Datagrams polite;
  polite.Sent("hoge\n").Came("welcome").InItsPlace(0).CameBack().Waited();
  EXPECT_THAT(polite.Failing(), ElementsAre("udp.unsolicited"));
  EXPECT_EQ(polite.Summary("udp.unsolicited"), "a datagram of 7 bytes came that nobody sent");
  EXPECT_EQ(polite.session().Says("udp.unsolicited")->actual, "\"welcome\"");
}

TEST(UdpChecksTest, FailAnAnswerToAnotherClient) {
  Datagrams mixed;
  mixed.Echoed("one").Came("two");
  mixed.AndClient("second").Sent("two").Waited(StepOutcome::kTimedOut);
  EXPECT_THAT(mixed.Failing(), ElementsAre("udp.complete", "udp.unsolicited"));
  EXPECT_THAT(mixed.Summary("udp.unsolicited"),
              HasSubstr("a datagram of 3 bytes came that second (port 50002) sent"));
}

TEST(UdpChecksTest, FailAnAnswerFromElsewhere) {
  Datagrams elsewhere;
  elsewhere.Sent("hoge\n").Came("hoge\n", "127.0.0.1:40000").InItsPlace();
  elsewhere.Waited(StepOutcome::kWrongBytes);
  EXPECT_THAT(elsewhere.Failing(), ElementsAre("udp.sender"));
  EXPECT_EQ(elsewhere.Summary("udp.sender"), "the answer came from 127.0.0.1:40000");
  EXPECT_EQ(elsewhere.session().Says("udp.sender")->expected, "127.0.0.1:50000");
}

TEST(UdpChecksTest, DoNotBlameTheTargetForStrangersOnASharedLoopback) {
  Datagrams shared;
  shared.session().evidence().isolation = Isolation::kHost;
  shared.Echoed("hoge\n").Came("who is there?", "127.0.0.1:40000");
  EXPECT_THAT(shared.Failing(), IsEmpty());
  shared.session().evidence().isolation = Isolation::kPrivate;
  EXPECT_THAT(shared.Failing(), ElementsAre("udp.unsolicited"));
}

TEST(UdpChecksTest, DoNotBlameTheTargetForItsEndByOrder) {
  Datagrams killed;
  killed.Echoed("one").Sent("two").Waited(StepOutcome::kRefused);
  CommandedStop stop;
  stop.at = Nanoseconds(1);
  killed.session().target().stops = {stop};
  EXPECT_THAT(killed.Failing(), IsEmpty());
  EXPECT_EQ(killed.Says("udp.complete"), Verdict::kSkipped);
  // Launched again before it was sent: then it was due.
  killed.session().target().stops[0].relaunch = Relaunch{};
  EXPECT_THAT(killed.Failing(), ElementsAre("udp.complete"));
}

TEST(UdpChecksTest, SkipAServiceThatIsNotOffered) {
  Datagrams none;
  none.session().target().startup = Startup::kNotOffered;
  none.session().evidence().history.connections.clear();
  EXPECT_EQ(none.session().Judged().verdict, Verdict::kSkipped);
  for (const Finding& finding : none.session().Judged().findings) {
    EXPECT_EQ(finding.verdict, Verdict::kSkipped) << finding.check;
  }
}

}  // namespace
}  // namespace echocheck
