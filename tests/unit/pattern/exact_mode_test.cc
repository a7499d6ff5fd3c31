// SPDX-License-Identifier: MIT
// Exact mode, and with it the automaton: each segment as captured.
#include <sstream>

#include "harness/pattern/flag_matcher.h"
#include "tests/unit/pattern/flow_script.h"

namespace echocheck {
namespace {

// "C:SYN S:SYN+ACK C:PSH+ACK/5": flags, and bytes of payload behind a slash.
std::vector<FlowSegment> Captured(const std::string& script) {
  std::vector<FlowSegment> segments;
  std::istringstream words(script);
  for (std::string word; words >> word;) {
    FlowSegment segment;
    segment.frame = segments.size() + 1;
    segment.from = word[0] == 'C' ? Side::kClient : Side::kServer;
    const auto slash = word.find('/');
    if (slash != std::string::npos) {
      segment.length = static_cast<std::uint32_t>(std::stoul(word.substr(slash + 1)));
    }
    const std::string flags = word.substr(2, slash == std::string::npos ? slash : slash - 2);
    for (unsigned bits = 0; bits < 256; ++bits) {
      if (FlagsToString(static_cast<std::uint8_t>(bits)) == flags) {
        segment.flags = static_cast<std::uint8_t>(bits);
      }
    }
    segments.push_back(segment);
  }
  return segments;
}

std::string ExactOutcome(const std::string& pattern, const std::string& captured) {
  return Outcome(Match(pattern, Captured(captured), PatternMode::kExact));
}

struct ExactCase {
  const char* pattern;
  const char* captured;
  const char* outcome;
};
void ExpectExact(const std::vector<ExactCase>& cases) {
  for (const ExactCase& c : cases) {
    EXPECT_EQ(ExactOutcome(c.pattern, c.captured), c.outcome) << c.pattern << " on " << c.captured;
  }
}

TEST(ExactModeTest, ComparesFlags) {
  ExpectExact({{"C:SYN S:SYN+ACK C:ACK", "C:SYN S:SYN+ACK C:ACK", "matched"},
               {"C:ACK+SYN", "C:SYN+ACK", "matched"},
               {"C:SYN", "C:SYN+ECE+CWR", "frame 1: C:SYN+ECE+CWR, allowed C:SYN"},
               {"C:SYN", "S:SYN", "frame 1: S:SYN, allowed C:SYN"},
               {"C:PSH+ACK", "C:ACK/5", "frame 1: C:ACK, allowed C:PSH+ACK"},
               {"C:FIN+PSH+ACK", "C:FIN+PSH+ACK/5", "matched"},
               {"C:DATA S:DATA", "C:ACK/1 S:FIN+PSH+ACK/5", "matched"},
               {"C:DATA", "C:PSH+ACK", "frame 1: C:PSH+ACK, allowed C:DATA"},
               {"C:. S:.", "C:SYN S:none", "matched"},
               {"C:SYN S:RST+ACK", "C:SYN S:RST", "frame 2: S:RST, allowed S:RST+ACK"}});
}

TEST(ExactModeTest, KnowsTheOperators) {
  ExpectExact(
      {{"C:SYN+ S:ACK", "C:SYN C:SYN C:SYN S:ACK", "matched"},
       {"C:SYN+ S:ACK", "S:ACK", "frame 1: S:ACK, allowed C:SYN"},
       {"C:SYN* S:ACK", "S:ACK", "matched"},
       {"C:SYN? S:ACK", "C:SYN C:SYN S:ACK", "frame 2: C:SYN, allowed S:ACK"},
       {"C:SYN{2}", "C:SYN", "frame -: the end of the capture, allowed C:SYN"},
       {"C:SYN{2}", "C:SYN C:SYN", "matched"},
       {"C:SYN{2}", "C:SYN C:SYN C:SYN", "frame 3: C:SYN, allowed the end"},
       {"C:SYN{1,3}", "C:SYN C:SYN C:SYN", "matched"},
       {"C:SYN{1,3}", "C:SYN C:SYN C:SYN C:SYN", "frame 4: C:SYN, allowed the end"},
       {"C:SYN{0} S:ACK", "S:ACK", "matched"},
       {"C:SYN|S:ACK C:ACK|S:RST", "S:ACK C:ACK", "matched"},
       {"C:SYN|S:ACK C:ACK|S:RST", "C:SYN C:ACK", "frame 2: C:ACK, allowed the end"},
       {"(C:SYN|S:ACK)(C:FIN|S:RST)", "S:ACK S:RST", "matched"},
       {"C:SYN (S:ACK|S:RST|C:RST)", "C:SYN C:ACK",
        "frame 2: C:ACK, allowed S:ACK, S:RST or C:RST"},
       {"C:SYN (S:ACK)*", "C:SYN S:ACK C:ACK", "frame 3: C:ACK, allowed S:ACK or the end"},
       // The longest branch decides where it went wrong, not the first.
       {"(C:SYN S:ACK C:FIN)|(C:SYN S:RST)", "C:SYN S:ACK S:RST", "frame 3: S:RST, allowed C:FIN"},
       {"((C:SYN?)*)* S:ACK", "C:SYN C:SYN S:ACK", "matched"}});
}

TEST(FlagMatcherTest, TellsThePrefixInThePatternsWords) {
  const auto result =
      Match(kBasicPattern, Captured("C:SYN S:SYN+ACK C:ACK C:RST"), PatternMode::kExact);
  EXPECT_EQ(result.matched_prefix, "C:SYN S:SYN+ACK C:ACK");
  EXPECT_EQ(result.expectation.pattern, kBasicPattern);
  EXPECT_EQ(result.expectation.mode, PatternMode::kExact);
}

TEST(FlagMatcherTest, BoundsThePrefix) {
  std::string captured;
  for (int i = 0; i < 1000; ++i) captured += "C:ACK ";
  const auto result = Match("C:ACK*", Captured(captured + "S:RST"), PatternMode::kExact);
  EXPECT_EQ(result.frame, 1001U);
  EXPECT_LT(result.matched_prefix.size(), 300U);
  EXPECT_NE(result.matched_prefix.find(" ... 960 more"), std::string::npos);
}

TEST(FlagMatcherTest, TakesNoLongerForPatternsThatBacktrackingCannotBear) {
  // (a?){n}a{n} against n times a: 2^n tries for a backtracking matcher.
  std::string captured;
  for (int i = 0; i < 400; ++i) captured += "C:ACK ";
  EXPECT_EQ(ExactOutcome("(C:ACK?){400} C:ACK{400}", captured), "matched");
  EXPECT_EQ(ExactOutcome("((C:ACK*)*)* S:FIN", captured),
            "frame -: the end of the capture, allowed C:ACK or S:FIN");
}

TEST(FlagMatcherTest, StaysAtTheFirstMismatch) {
  FlagMatcher matcher(MustParse("C:SYN C:ACK"), PatternMode::kExact);
  for (const auto& segment : Captured("C:SYN S:RST C:ACK")) matcher.Feed(segment);
  EXPECT_EQ(Outcome(matcher.Finish()), "frame 2: S:RST, allowed C:ACK");
}

TEST(FlagMatcherTest, CanBeAskedInBetween) {
  FlagMatcher matcher(MustParse("C:SYN C:ACK"), PatternMode::kExact);
  const auto flow = Captured("C:SYN C:ACK");
  matcher.Feed(flow[0]);
  EXPECT_FALSE(matcher.Finish().matched);
  matcher.Feed(flow[1]);
  EXPECT_TRUE(matcher.Finish().matched);
}

}  // namespace
}  // namespace echocheck
