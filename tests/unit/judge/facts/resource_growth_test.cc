// SPDX-License-Identifier: MIT
// Where a steady growth begins and ends.
#include "harness/judge/facts/resource_growth.h"

#include <vector>

#include <gtest/gtest.h>

namespace echocheck {
namespace {

std::vector<ProcessSample> SamplesOf(const std::vector<std::uint64_t>& figures) {
  std::vector<ProcessSample> samples;
  for (const std::uint64_t figure : figures) samples.emplace_back().resident_bytes = figure;
  return samples;
}

// "first to last", or "none".
std::string GrowthOf(const std::vector<std::uint64_t>& figures, std::uint64_t allowed) {
  const auto growth = SteadyGrowth(
      SamplesOf(figures), [](const ProcessSample& s) { return s.resident_bytes; }, allowed);
  if (!growth) return "none";
  return std::to_string(growth->first) + " to " + std::to_string(growth->last);
}

TEST(SteadyGrowthTest, NeedsTwoSamples) {
  EXPECT_EQ(GrowthOf({}, 0), "none");
  EXPECT_EQ(GrowthOf({100}, 0), "none");
  EXPECT_EQ(GrowthOf({100, 101}, 0), "100 to 101");
}

TEST(SteadyGrowthTest, IsMoreThanAllowed) {
  EXPECT_EQ(GrowthOf({100, 110}, 10), "none");
  EXPECT_EQ(GrowthOf({100, 111}, 10), "100 to 111");
}

TEST(SteadyGrowthTest, IsMoreThanItsShareInEachPart) {
  EXPECT_EQ(GrowthOf({100, 111, 122}, 20), "100 to 122");
  EXPECT_EQ(GrowthOf({100, 110, 121}, 20), "none") << "the first part";
  EXPECT_EQ(GrowthOf({100, 111, 121}, 20), "none") << "the second part";
}

TEST(SteadyGrowthTest, NeverStaysAndNeverComesDown) {
  EXPECT_EQ(GrowthOf({100, 200, 200}, 0), "none");
  EXPECT_EQ(GrowthOf({100, 90}, 0), "none");
  EXPECT_EQ(GrowthOf({100, 90, 190}, 0), "none");
  EXPECT_EQ(GrowthOf({std::uint64_t{1} << 63, 0}, 0), "none") << "as far as numbers go";
}

// A part may be a third smaller than the largest one.
TEST(SteadyGrowthTest, DoesNotSlowDownAtTheEnd) {
  EXPECT_EQ(GrowthOf({100, 130, 150}, 0), "100 to 150");
  EXPECT_EQ(GrowthOf({100, 130, 149}, 0), "none");
  EXPECT_EQ(GrowthOf({100, 110, 140}, 0), "100 to 140") << "it grows faster";
}

TEST(ShowsASlopeTest, IsForThreeSamples) {
  EXPECT_FALSE(ShowsASlope(SamplesOf({1, 2})));
  EXPECT_TRUE(ShowsASlope(SamplesOf({1, 2, 3})));
}

}  // namespace
}  // namespace echocheck
