// SPDX-License-Identifier: MIT
// Losses that are one condition away from a cause with a name of its own.
#include <gtest/gtest.h>

#include "tests/unit/judge/causes/rule_of.h"

namespace echocheck {
namespace {

TEST(ClippedToBufferTest, SeveralPiecesMayBeLost) {
  const Bytes sent = BytesOfSeed(300, 5);
  const BytesView all = sent;
  const auto gapped = [&](std::size_t from) {
    return Session().Sent(all).Came(Bytes(all.substr(0, 100)) + Bytes(all.substr(from)));
  };
  EXPECT_TRUE(Tells(gapped(200), "clipped-to-buffer")) << "the second 100";
  EXPECT_FALSE(Tells(gapped(213), "clipped-to-buffer")) << "of no buffer's size";
}

TEST(LostAtHalfCloseTest, IsTheEndOfTheStreamAlone) {
  const Bytes sent = BytesOfSeed(300, 5);
  const BytesView all = sent;
  Session session = Session().Sent(all).ClientHalfCloses();
  session.Came(Bytes(all.substr(0, 120)) + Bytes(all.substr(150))).ServerCloses();
  EXPECT_FALSE(Tells(session, "lost-at-half-close"));
  Session truncated = Session().Sent(all).ClientHalfCloses();
  truncated.Came(all.substr(0, 120)).ServerCloses();
  EXPECT_TRUE(Tells(truncated, "lost-at-half-close"));
}

TEST(StopsReadingTest, IsNotSaidOfTheTargetAsAWhole) {
  Session session = Session().Sent("hoge\n").Left("ESTABLISHED", 1, true);
  session.target().sockets_left.back().receive_queue = 5;
  const CheckInput input = InputOf(session);
  EXPECT_TRUE(Tells(session, "stops-reading"));
  EXPECT_FALSE(RuleOf("stops-reading").find({input, Finding(), CheckId::kTargetSurvives, nullptr}));
}

TEST(HeldUntilNewlineTest, IsOfAnEndThatDidNotCome) {
  const auto ends = [](std::string_view came) {
    Session session = Session().Sent("hoge\nfuga").ClientHalfCloses();
    return session.Came(came).ServerCloses();
  };
  EXPECT_TRUE(Tells(ends("hoge\n"), "held-until-newline"));
  EXPECT_FALSE(Tells(ends("hoge\nFUGA"), "held-until-newline"));
}

TEST(LostAtHalfCloseTest, NeedsAHalfClose) {
  Session session = Session().Sent("hoge\n").Came("ho").ClientCloses();
  session.connection().stream.eof_at = *session.connection().ended_at + Milliseconds(1);
  EXPECT_FALSE(Tells(session, "lost-at-half-close"));
}

TEST(EchoedTwiceTest, MayBeInThePlaceOfTheNextEcho) {
  EXPECT_TRUE(Tells(Session().Sent("hoge\n").Sent("fuga\n").Came("hoge\nhoge\n"), "echoed-twice"));
}

}  // namespace
}  // namespace echocheck
