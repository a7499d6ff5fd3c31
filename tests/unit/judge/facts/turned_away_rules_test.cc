// SPDX-License-Identifier: MIT
// The rules by which a server turns clients away, from what became of each client alone.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/judge/facts/turned_away.h"

namespace echocheck {
namespace {

using testing::Eq;
using testing::Optional;

// "2s" is a client that was served while the server served 2 others, "2x" one that was turned away.
std::vector<Reception> Received(const std::vector<std::string_view>& clients) {
  std::vector<Reception> receptions;
  for (const std::string_view client : clients) {
    receptions.push_back({nullptr, client[1] == 'x', static_cast<std::size_t>(client[0] - '0')});
  }
  return receptions;
}

// The same where it does not matter who else was there.
std::vector<Reception> InOrder(std::string_view fates) {
  std::vector<Reception> receptions;
  for (const char fate : fates) receptions.push_back({nullptr, fate == 'x', 0});
  return receptions;
}

TEST(LimitOfClientsTest, IsTheMostThatWereServedAtOnce) {
  EXPECT_THAT(LimitOfClients(Received({"0s", "1s", "2x"})), Optional(2U));
  EXPECT_THAT(LimitOfClients(Received({"0s", "1s", "2s", "3x", "3x"})), Optional(3U));
  EXPECT_THAT(LimitOfClients(Received({"0s", "1s", "0s", "2x"})), Optional(2U));
}

TEST(LimitOfClientsTest, IsNoneWhereNobodyWasTurnedAway) {
  EXPECT_THAT(LimitOfClients(Received({"0s", "1s", "2s"})), Eq(std::nullopt));
}

TEST(LimitOfClientsTest, ExplainsHalfOfThoseThatWereTurnedAway) {
  EXPECT_THAT(LimitOfClients(Received({"0s", "1s", "1x", "2x"})), Optional(2U));
  EXPECT_THAT(LimitOfClients(Received({"0s", "1s", "1x", "1x", "2x"})), Eq(std::nullopt));
  EXPECT_THAT(LimitOfClients(Received({"0s", "1s", "1x"})), Eq(std::nullopt));
}

TEST(EachNthClientTest, IsThePeriodOfThoseThatWereTurnedAway) {
  EXPECT_THAT(EachNthClient(InOrder("sxsx")), Optional(2U));
  EXPECT_THAT(EachNthClient(InOrder("xsxsx")), Optional(2U)) << "from the first one on";
  EXPECT_THAT(EachNthClient(InOrder("ssxssxss")), Optional(3U));
  EXPECT_THAT(EachNthClient(InOrder("xxx")), Optional(1U));
}

TEST(EachNthClientTest, NeedsTwoOfThem) {
  EXPECT_THAT(EachNthClient(InOrder("ssx")), Eq(std::nullopt));
  EXPECT_THAT(EachNthClient(InOrder("sss")), Eq(std::nullopt));
}

TEST(EachNthClientTest, TakesNoneThatTheRuleSpares) {
  EXPECT_THAT(EachNthClient(InOrder("sxsxxx")), Eq(std::nullopt)) << "one more";
  EXPECT_THAT(EachNthClient(InOrder("sxsxssx")), Eq(std::nullopt)) << "another in its place";
  EXPECT_THAT(EachNthClient(InOrder("sxsxss")), Eq(std::nullopt)) << "one less";
  EXPECT_THAT(EachNthClient(InOrder("ssxsx")), Eq(std::nullopt)) << "the first one was spared";
}

TEST(CountTurnedAwayTest, CountsThem) { EXPECT_EQ(CountTurnedAway(InOrder("sxsx")), 2U); }

}  // namespace
}  // namespace echocheck
