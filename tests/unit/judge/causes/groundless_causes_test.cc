// SPDX-License-Identifier: MIT
// No rule of a cause speaks without its evidence.
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/judge/causes/rule_of.h"

namespace echocheck {
namespace {

// A finding about the target, such as target.survives, names no connection.
TEST(GroundlessCausesTest, NothingIsSaidOfAConnectionThatIsNotThere) {
  Session session = Served();
  const CheckInput input = InputOf(session);
  const Finding finding;
  std::vector<std::string_view> told;
  for (const CauseRule& rule : AllCauses()) {
    if (rule.find({input, finding, CheckId::kTargetSurvives, nullptr})) told.push_back(rule.id);
  }
  EXPECT_THAT(told, testing::IsEmpty());
}

TEST(GroundlessCausesTest, AConnectionThatWasServedHasNoCause) {
  Session session = Served();
  std::vector<std::string_view> told;
  for (const CauseRule& rule : AllCauses()) {
    if (Tells(session, rule.id)) told.push_back(rule.id);
  }
  EXPECT_THAT(told, testing::IsEmpty());
}

// Nothing was sent, nothing came, nothing ended.
TEST(GroundlessCausesTest, AConnectionWithoutAnyByteHasNoCause) {
  Session session;
  std::vector<std::string_view> told;
  for (const CauseRule& rule : AllCauses()) {
    if (Tells(session, rule.id)) told.push_back(rule.id);
  }
  EXPECT_THAT(told, testing::IsEmpty());
}

}  // namespace
}  // namespace echocheck
