// SPDX-License-Identifier: MIT
#include "harness/judge/facts/stream_alignment.h"

#include <ostream>
#include <string>

#include <gtest/gtest.h>

namespace echocheck {

void PrintTo(StreamRelation relation, std::ostream* out) { *out << ToString(relation); }

namespace {

using namespace std::string_literals;

// "sent -> received is ...", with the numbers of bytes added, left out and replaced.
struct Case {
  std::string sent;
  std::string received;
  StreamRelation relation;
  std::uint64_t offset;
  std::uint64_t extra = 0;
  std::uint64_t missing = 0;
  std::uint64_t replaced = 0;
  std::uint64_t lead = 0;
};

class AlignTest : public testing::TestWithParam<Case> {};

TEST_P(AlignTest, FindsTheCheapestExplanation) {
  const Case& one = GetParam();
  const StreamAlignment alignment = Align({one.sent}, {one.received}, one.lead);
  EXPECT_EQ(alignment.relation, one.relation);
  EXPECT_EQ(alignment.offset, one.offset);
  EXPECT_EQ(alignment.extra, one.extra);
  EXPECT_EQ(alignment.missing, one.missing);
  EXPECT_EQ(alignment.replaced, one.replaced);
}

INSTANTIATE_TEST_SUITE_P(NoDifference, AlignTest,
                         testing::Values(Case{"", "", StreamRelation::kSame, 0},
                                         Case{"hoge\n", "hoge\n", StreamRelation::kSame, 0},
                                         Case{"hoge\n", "", StreamRelation::kTruncated, 0},
                                         Case{"hoge\nhoge\n", "hoge\nh", StreamRelation::kTruncated,
                                              6}));

INSTANTIATE_TEST_SUITE_P(
    Extra, AlignTest,
    testing::Values(
        // A NUL after each message, however far the client had read when it stopped.
        Case{"hoge\nhoge\n", "hoge\n\0hoge\n\0"s, StreamRelation::kExtra, 5, 2},
        Case{"hoge\nhoge\n", "hoge\n\0hoge\n"s, StreamRelation::kExtra, 5, 1},
        Case{"hoge\nhoge\n", "hoge\n\0hog"s, StreamRelation::kExtra, 5, 1},
        Case{"hoge\nhoge\n", "hoge\n\0"s, StreamRelation::kExtra, 5, 1, 0, 0, 1},
        Case{"hoge\n", "hoge\n\0"s, StreamRelation::kExtra, 5, 1},
        Case{"", "login: ", StreamRelation::kExtra, 0, 7},
        Case{"hoge\n", "Welcome\r\nhoge\n", StreamRelation::kExtra, 0, 9},
        Case{"hoge\n", "Welcome\r\n", StreamRelation::kExtra, 0, 9, 0, 0, 9},
        Case{"hoge\n", "hoge\r\n", StreamRelation::kExtra, 4, 1},
        Case{"a" + std::string(300, 'x'), "a" + std::string(1000, '\0') + std::string(300, 'x'),
             StreamRelation::kExtra, 1, 1000}));

INSTANTIATE_TEST_SUITE_P(
    Changed, AlignTest,
    testing::Values(Case{"hoge\nhoge\n", "HOGE\nHOGE\n", StreamRelation::kChanged, 0, 0, 0, 8},
                    Case{"hoge\nhoge\n", "H", StreamRelation::kChanged, 0, 0, 0, 1},
                    Case{"abc\n", "hoge\n", StreamRelation::kChanged, 0, 1, 0, 3, 1},
                    Case{"x", "hoge\n", StreamRelation::kChanged, 0, 4, 0, 1, 4},
                    Case{"ab\0cd\nnext\n"s, "abnext\n", StreamRelation::kChanged, 2, 0, 4, 0},
                    Case{"hoge\nhoge\n", "hogehoge\n", StreamRelation::kChanged, 4, 0, 1, 0}));

TEST(AlignTest, KnowsNothingBehindACut) {
  EXPECT_EQ(Align({"hoge", true}, {"hogehoge"}).relation, StreamRelation::kSame);
  EXPECT_EQ(Align({"hogehoge"}, {"hoge", true}).relation, StreamRelation::kSame);
}

TEST(AlignTest, TakesTheEndOfACutWindowForNoDifference) {
  const std::string sent = "abcdefghijklmnopqrstuvwxyz";
  const StreamAlignment added = Align({sent, true}, {"abc!" + sent.substr(3, 22), true});
  EXPECT_EQ(added.relation, StreamRelation::kExtra);
  EXPECT_EQ(added.extra, 1U);
  const StreamAlignment dropped = Align({sent, true}, {sent.substr(0, 3) + sent.substr(5), true});
  EXPECT_EQ(dropped.relation, StreamRelation::kChanged);
  EXPECT_EQ(dropped.missing, 2U);
  EXPECT_EQ(dropped.replaced, 0U);
}

TEST(AlignTest, LooksAtABoundedPartOfLongStreams) {
  std::string sent;
  for (int i = 0; i < 4096; ++i) sent += static_cast<char>('a' + i % 23);
  std::string received = sent;
  received.insert(1000, "!");
  received.resize(4096);
  const StreamAlignment added = Align({sent, true}, {received, true});
  EXPECT_EQ(added.relation, StreamRelation::kExtra);
  EXPECT_EQ(added.offset, 1000U);
  received = sent;
  received[2000] = '!';
  const StreamAlignment replaced = Align({sent, true}, {received, true});
  EXPECT_EQ(replaced.relation, StreamRelation::kChanged);
  EXPECT_EQ(replaced.offset, 2000U);
  EXPECT_EQ(replaced.replaced, 1U);
}

}  // namespace
}  // namespace echocheck
