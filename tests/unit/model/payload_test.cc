// SPDX-License-Identifier: MIT
#include "harness/model/payload.h"

#include <set>
#include <vector>

#include <gtest/gtest.h>

namespace echocheck {
namespace {

// The whole payload, generated in pieces of `piece` bytes.
Bytes Generate(const Payload& payload, std::uint64_t seed, std::size_t piece) {
  Bytes all;
  Bytes buffer(piece, '\0');
  while (const std::size_t count = GeneratePayload(payload, seed, all.size(), buffer)) {
    all.append(buffer, 0, count);
  }
  return all;
}

TEST(PayloadTest, RepeatsLiteralText) {
  const Payload payload{Bytes("abc"), 3};
  EXPECT_EQ(payload.size(), 9U);
  EXPECT_EQ(Generate(payload, 0, 4), "abcabcabc");
}

TEST(PayloadTest, IsTheSameInPiecesOfAnySize) {
  const Payload random{RandomBytes{1000, 42}, 2};
  const Bytes whole = Generate(random, 0, 5000);
  ASSERT_EQ(whole.size(), 2000U);
  for (const std::size_t piece : {1, 7, 8, 9, 999, 1000, 1001}) {
    EXPECT_EQ(Generate(random, 0, piece), whole) << piece;
  }
  EXPECT_EQ(whole.substr(0, 1000), whole.substr(1000));
}

TEST(PayloadTest, OwnSeedBeatsTheContext) {
  EXPECT_EQ(Generate({RandomBytes{64, 1}, 1}, 5, 64), Generate({RandomBytes{64, 1}, 1}, 6, 64));
  EXPECT_NE(Generate({RandomBytes{64, {}}, 1}, 5, 64), Generate({RandomBytes{64, {}}, 1}, 6, 64));
}

TEST(PayloadTest, RandomHasEveryValue) {
  const Bytes bytes = Generate({RandomBytes{65536, 7}, 1}, 0, 65536);
  EXPECT_EQ(std::set<char>(bytes.begin(), bytes.end()).size(), 256U);
}

TEST(PayloadTest, SeedsOfAContextDependOnTheOrderOfItsParts) {
  EXPECT_NE(MixSeed(1, 2), MixSeed(2, 1));
  EXPECT_NE(MixSeed(0, 0), 0U);
}

}  // namespace
}  // namespace echocheck
