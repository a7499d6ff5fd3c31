// SPDX-License-Identifier: MIT
#include "harness/model/step.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace echocheck {
namespace {

// One step of each alternative of Step.
template <std::size_t... kIndex>
std::vector<Step> OneOfEach(std::index_sequence<kIndex...> /*all*/) {
  using Action = decltype(Step::action);
  return {Step{Action(std::in_place_index<kIndex>), std::nullopt}...};
}
std::vector<Step> OneOfEach() {
  return OneOfEach(std::make_index_sequence<std::variant_size_v<decltype(Step::action)>>());
}

TEST(StepTest, NamesAreReadBack) {
  for (const StepRow& row : kStepTable) {
    const std::string name = StepName(row.kind, "");
    EXPECT_EQ(ParseStepName(name), std::pair(row.kind, std::string())) << name;
  }
  EXPECT_EQ(ParseStepName("meet all-in"), std::pair(StepKind::kMeet, std::string("all-in")));
  EXPECT_EQ(ParseStepName("signal SIGSTOP"), std::pair(StepKind::kSignal, std::string("SIGSTOP")));
  for (const char* const name :
       {"", "jump", "jump high", "expect", "expect rain", " connect", "Connect"}) {
    EXPECT_EQ(ParseStepName(name), std::nullopt) << name;
  }
}

TEST(StepTest, IsNamedByItsKindAndItsArgument) {
  EXPECT_EQ(StepName({ExpectStep{Expectation::kEof, {}}, {}}), "expect eof");
  EXPECT_EQ(StepName({ReadingStep{Reading::kStop, {}}, {}}), "read stop");
  EXPECT_EQ(StepName({MeetStep{"all-in"}, {}}), "meet all-in");
  EXPECT_EQ(StepName({StopStep{TargetSignal::kInterrupt}, {}}), "stop SIGINT");
  EXPECT_EQ(StepName({SampleStep{"before"}, {}}), "sample before");
}

TEST(StepTest, EachExpectationHasAKindOfItsOwn) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < EnumNames(Expectation()).size(); ++i) {
    const auto what = static_cast<Expectation>(i);
    names.push_back(StepName({ExpectStep{what, {}}, {}}));
    EXPECT_EQ(names.back(), "expect " + std::string(ToString(what)));
  }
}

TEST(StepTest, EachAlternativeHasItsKind) {
  std::vector<StepKind> kinds;
  for (const Step& step : OneOfEach()) {
    EXPECT_THAT(kinds, testing::Not(testing::Contains(KindOf(step)))) << StepName(step);
    kinds.push_back(KindOf(step));
  }
}

TEST(StepTest, TellsStepsOnTheTargetFromThoseOfTheClient) {
  std::vector<std::string> on_target;
  for (const Step& step : OneOfEach()) {
    if (ActsOnTarget(step)) on_target.emplace_back(ToString(KindOf(step)));
  }
  EXPECT_THAT(on_target, testing::UnorderedElementsAre("signal", "stop", "restart", "sample",
                                                       "idle", "hold", "held", "release"));
}

TEST(StepTest, DatagramsKnowNoConnection) {
  std::vector<std::string> tcp_alone;
  for (const StepRow& row : kStepTable) {
    if (!row.over_udp) tcp_alone.emplace_back(ToString(row.kind));
  }
  EXPECT_THAT(tcp_alone, testing::UnorderedElementsAre("urgent", "expect eof", "expect reset",
                                                       "expect acknowledged", "read start",
                                                       "read stop", "shutdown", "reset", "vanish"));
}

}  // namespace
}  // namespace echocheck
