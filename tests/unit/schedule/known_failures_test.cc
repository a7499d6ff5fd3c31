// SPDX-License-Identifier: MIT
#include "harness/schedule/known_failures.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/schedule/played_scenario.h"

namespace echocheck {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Optional;

std::vector<KnownFailure> Known(std::string_view text) {
  auto entries = ParseKnownFailures(text, "known.txt");
  EXPECT_TRUE(entries) << entries.error().message.english();
  return entries ? *entries : std::vector<KnownFailure>();
}

std::string Mistake(std::string_view text) {
  const auto entries = ParseKnownFailures(text, "known.txt");
  return entries ? "none" : entries.error().message.english();
}

std::string Misfit(std::string_view text) {
  const std::string scenarios[] = {"basic", "close/half_close", "bytes/nul"};
  const std::string_view checks[] = {"echo.bytes", "close.fin"};
  const auto fits = CheckKnownFailures(Known(text), scenarios, checks);
  return fits ? "none" : fits.error().message.english();
}

TEST(KnownFailures, ALineHasAScenarioACheckAndAReason) {
  const auto entries = Known(
      "# what we bear with\n"
      "\n"
      "close/*  close.fin   # ticket 12  \r\n"
      "  basic # slow machine");
  ASSERT_EQ(entries.size(), 2U);
  EXPECT_EQ(entries[0].scenario, "close/*");
  EXPECT_EQ(entries[0].check, "close.fin");
  EXPECT_EQ(entries[0].reason, "ticket 12");
  EXPECT_EQ(entries[0].place, "known.txt:3:1");
  EXPECT_EQ(entries[0].check_place, "known.txt:3:10");
  EXPECT_EQ(entries[1].scenario, "basic");
  EXPECT_EQ(entries[1].check, "*");
  EXPECT_EQ(entries[1].place, "known.txt:4:3");
  EXPECT_THAT(Known(""), IsEmpty());
}

TEST(KnownFailures, AMistakeIsToldWithItsPlace) {
  EXPECT_EQ(Mistake("# a\nbasic echo.bytes\n"),
            "known.txt:2:17: no reason, expected SCENARIO [CHECK]  # reason");
  EXPECT_EQ(Mistake("basic #\n"), "known.txt:1:7: no reason, expected SCENARIO [CHECK]  # reason");
  EXPECT_EQ(Mistake("\n  basic\techo.bytes now then # why"),
            "known.txt:2:20: unexpected \"now\", expected SCENARIO [CHECK]  # reason");
}

TEST(KnownFailures, ColumnsAreCharacters) {
  EXPECT_EQ(Mistake("エコー a b # c"),
            "known.txt:1:7: unexpected \"b\", expected SCENARIO [CHECK]  # reason");
  EXPECT_EQ(Mistake("\xef\xbb\xbf"
                    "basic"),
            "known.txt:1:6: no reason, expected SCENARIO [CHECK]  # reason");
  EXPECT_EQ(Known("\xef\xbb\xbf"
                  "basic # b")
                .at(0)
                .scenario,
            "basic");
}

TEST(KnownFailures, ANameThatFitsNothingIsToldWithTheNearest) {
  EXPECT_EQ(Misfit("close/* close.fin # r\nbasic # r\nclose # r"), "none");
  EXPECT_EQ(Misfit("bytes/nil # r"),
            "known.txt:1:1: no scenario is called \"bytes/nil\", did you mean \"bytes/nul\"?");
  EXPECT_EQ(Misfit("basic close.fim # r"),
            "known.txt:1:7: no check is called \"close.fim\", did you mean \"close.fin\"?");
  EXPECT_EQ(Misfit("# エ\n  udp/* echo # r"), "known.txt:2:3: no scenario is called \"udp/*\"");
}

TEST(KnownFailures, AllThatFailedHasToBeKnown) {
  const auto entries = Known("close/* close.fin # ticket 12\nclose/a close.order # 13\n");
  const auto of = [&](PlayedScenario scenario) { return KnownReason(entries, scenario.Build()); };
  EXPECT_THAT(of(PlayedScenario("close/b").Fails("close.fin")), Optional(std::string("ticket 12")));
  EXPECT_THAT(of(PlayedScenario("close/b").Warns("close.fin")), Optional(std::string("ticket 12")));
  EXPECT_TRUE(of(PlayedScenario("close/a").Fails("close.fin").Fails("close.order")));
  EXPECT_FALSE(of(PlayedScenario("close/b").Fails("close.fin").Fails("close.order")));
  EXPECT_FALSE(of(PlayedScenario("basic").Fails("close.fin")));
  EXPECT_FALSE(of(PlayedScenario("close/b").Passes("close.fin")));
  EXPECT_FALSE(of(PlayedScenario("close/b").Is(Verdict::kError)));
}

TEST(KnownFailures, ThoseThatNoLongerFailAreTold) {
  const auto entries = Known("close/* close.fin # a\nbytes/* # b\nudp # c\n");
  const ScenarioRecord passed[] = {PlayedScenario("close/a").Passes("close.fin").Build(),
                                   PlayedScenario("close/b").Passes("close.fin").Build(),
                                   PlayedScenario("bytes/a").Fails("echo.bytes").Build()};
  EXPECT_THAT(NoLongerFailing(entries, passed), ElementsAre("known.txt:1:1: close/* close.fin"));
  ScenarioRecord once = passed[1];
  once.attempts.resize(2);
  once.attempts[0].failed = {"close.fin"};
  const ScenarioRecord flaky[] = {passed[0], once, passed[2]};
  EXPECT_THAT(NoLongerFailing(entries, flaky), IsEmpty());
  const ScenarioRecord unseen[] = {passed[0],
                                   PlayedScenario("close/b").Is(Verdict::kInconclusive).Build()};
  EXPECT_THAT(NoLongerFailing(entries, unseen), IsEmpty());
}

}  // namespace
}  // namespace echocheck
