// SPDX-License-Identifier: MIT
// The grammar: what parses, and what the errors say.
#include "harness/pattern/flag_pattern.h"

#include "tests/unit/pattern/flow_script.h"

namespace echocheck {
namespace {

void ExpectParses(const std::vector<std::string>& texts) {
  for (const std::string& text : texts) {
    const auto pattern = FlagPattern::Parse(text);
    ASSERT_TRUE(pattern) << text << ": " << pattern.error().message.english();
    EXPECT_EQ(pattern->text(), text);
  }
}

TEST(FlagPatternTest, ParsesAndKeepsItsText) {
  ExpectParses({kBasicPattern, "C:SYN", "  C:SYN\t\n S:RST+ACK ", "C:DATA+ S:.* C:FIN+ACK?",
                "C:SYN|S:SYN|C:ACK", "((C:SYN)(S:SYN+ACK))+", "C:SYN{0}", "C:SYN{1,1000}",
                "C:URG+PSH+ACK C:SYN+ECE+CWR", "C:SYN+ACK+ S:SYN+|C:ACK+", "((C:SYN?)*)*"});
}

struct Refused {
  const char* text;
  const char* message;
};
void ExpectRefusals(const std::vector<Refused>& cases) {
  for (const Refused& c : cases) {
    const auto pattern = FlagPattern::Parse(c.text);
    ASSERT_FALSE(pattern) << c.text;
    EXPECT_EQ(pattern.error().kind, ErrorKind::kUsage);
    EXPECT_EQ(pattern.error().message.english(), c.message);
  }
}

TEST(FlagPatternTest, RefusesWords) {
  ExpectRefusals({{"", "column 1: the pattern is empty, expected C: or S:"},
                  {"  ", "column 1: the pattern is empty, expected C: or S:"},
                  {"C:SYM", "column 3: unknown flag \"SYM\", did you mean \"SYN\"?"},
                  {"C:syn", "column 3: unknown flag \"syn\", did you mean \"SYN\"?"},
                  {"C:PSH+AKC", "column 7: unknown flag \"AKC\", did you mean \"ACK\"?"},
                  {"C:DATE", "column 3: unknown flag \"DATE\", did you mean \"DATA\"?"},
                  {"C:HELLO", "column 3: unknown flag \"HELLO\""},
                  {"C:SYN+SYN", "column 7: SYN is there twice"},
                  {"C:DATA+FIN", "column 7: DATA and \".\" cannot be joined with flags"},
                  {"C:.+FIN", "column 4: DATA and \".\" cannot be joined with flags"},
                  {"C:FIN+DATA", "column 7: DATA stands alone, it cannot be joined with flags"},
                  {"C: SYN", "column 3: expected a flag, DATA or \".\", found a space"},
                  {"C:", "column 3: expected a flag, DATA or \".\", found the end"},
                  {"X:SYN", "column 1: expected C: or S:, found \"X:SYN\""},
                  {"C:SYN SYN+ACK", "column 7: expected C: or S:, found \"SYN+ACK\""},
                  {"C:SYN \x1b[2J", "column 7: expected C: or S:, found \"\\x1b[2J\""},
                  {"C:SYN |", "column 8: expected C: or S:, found the end"},
                  {"| C:SYN", "column 1: expected C: or S:, found \"|\""}});
}

TEST(FlagPatternTest, RefusesBracketsAndCounts) {
  ExpectRefusals(
      {{"(C:SYN", "column 1: \"(\" without its \")\""},
       {"C:SYN (S:SYN (C:ACK)", "column 7: \"(\" without its \")\""},
       {"C:SYN)", "column 6: \")\" without its \"(\""},
       {"()", "column 2: expected C: or S:, found \")\""},
       {"* C:SYN",
        "column 1: nothing to repeat: \"*\" stands right behind what it repeats, without a "
        "space"},
       {"C:SYN {2}",
        "column 7: nothing to repeat: \"{\" stands right behind what it repeats, without a "
        "space"},
       {"C:SYN+?", "column 7: repeated twice: put brackets around what is repeated first"},
       {"C:SYN{3,2}", "column 7: {3,2}: at least 3 and at most 2 leaves nothing"},
       {"C:SYN{1001}", "column 7: a count is at most 1000"},
       {"C:SYN{1,99999999999999999999}", "column 9: a count is at most 1000"},
       {"C:SYN{}", "column 7: expected a number, as in {2} or {1,3}, found \"}\""},
       {"C:SYN{1,}", "column 9: expected a number, as in {2} or {1,3}, found \"}\""},
       {"C:SYN{2", "column 8: expected \"}\", found the end"},
       {"C:SYN ((C:ACK S:ACK){1000}){100}",
        "column 7: written out, the pattern is over 10000 segments long"}});
}

TEST(FlagPatternTest, BoundsTheDepthOfBrackets) {
  const auto nested = [](std::size_t depth) {
    return std::string(depth, '(') + "C:SYN" + std::string(depth, ')');
  };
  EXPECT_TRUE(FlagPattern::Parse(nested(50)));
  const auto refused = FlagPattern::Parse(nested(100000));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().message.english(),
            "column 51: more than 50 brackets inside each other");
}

TEST(FlagPatternTest, BoundsThePlainLengthToo) {
  std::string words;
  std::string branches = "C:SYN";
  for (int i = 0; i < 20000; ++i) {
    words += "C:ACK ";
    branches += "|C:ACK";
  }
  EXPECT_FALSE(FlagPattern::Parse(words));
  EXPECT_FALSE(FlagPattern::Parse(branches));
}

}  // namespace
}  // namespace echocheck
