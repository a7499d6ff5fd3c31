// SPDX-License-Identifier: MIT
// What is told of a JSON text, with its places. Most mistakes are in scenario_errors_test.cc; here
// are those that nlohmann/json would take, or tell in another way.
#include "harness/base/json_syntax.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace echocheck {
namespace {

using ::testing::ElementsAre;
using namespace std::string_literals;

// Writes down what it is told: "12 key k", "15 a number 7".
class Notes : public JsonListener {
 public:
  explicit Notes(std::size_t most = 100) : most_(most) {}

  bool OnValue(JsonKind kind, std::size_t offset, std::string text) override {
    return Add(std::to_string(offset) + " " + std::string(ToString(kind)) +
               (text.empty() ? "" : " ") + text);
  }
  bool OnKey(std::string key, std::size_t offset) override {
    return Add(std::to_string(offset) + " key " + key);
  }
  bool OnEnd() override { return Add("end"); }

  std::vector<std::string> taken;

 private:
  bool Add(std::string note) {
    taken.push_back(std::move(note));
    return taken.size() < most_;
  }
  std::size_t most_;
};

std::string MistakeIn(std::string_view text) {
  Notes notes;
  const auto mistake = ReadJson(text, notes);
  return mistake ? std::to_string(mistake->offset) + ": " + mistake->message : "none";
}

TEST(JsonSyntaxTest, TellsEveryValueWithItsPlace) {
  Notes notes;
  const std::string_view text = "\n{ \"a\" : [1.50,-0 ,true,\"x\\n\" ], \"b\":{},\"c\":null}\n";
  EXPECT_FALSE(ReadJson(text, notes));
  EXPECT_THAT(notes.taken,
              ElementsAre("1 an object", "3 key a", "9 an array", "10 a number 1.50",
                          "15 a number -0", "19 true", "24 a string x\n", "end", "33 key b",
                          "37 an object", "end", "40 key c", "44 null", "end"));
}

TEST(JsonSyntaxTest, TheListenerEndsTheReading) {
  Notes notes(2);
  EXPECT_FALSE(ReadJson("[1, 2, oops", notes));
  EXPECT_THAT(notes.taken, ElementsAre("0 an array", "1 a number 1"));
}

TEST(JsonSyntaxTest, ANumberMayEndTheText) {
  EXPECT_EQ(MistakeIn("7"), "none");
  EXPECT_EQ(MistakeIn("18446744073709551616"), "none");
  EXPECT_EQ(MistakeIn("0"), "none");
  EXPECT_EQ(MistakeIn("01"), "0: \"01\" is not a JSON number");
  EXPECT_EQ(MistakeIn("1x"), "0: \"1x\" is not a JSON number");
  EXPECT_EQ(MistakeIn("[1-1]"), "1: \"1-1\" is not a JSON number");
  EXPECT_EQ(MistakeIn("-"), "0: \"-\" is not a JSON number");
  EXPECT_EQ(MistakeIn("[1e+]"), "1: \"1e+\" is not a JSON number");
}

TEST(JsonSyntaxTest, ANumberMayBeTooLarge) {
  EXPECT_EQ(MistakeIn("[1e308]"), "none");
  EXPECT_EQ(MistakeIn("[-1e309]"), "1: -1e309 is too large a number");
  EXPECT_EQ(MistakeIn("[1e309x]"), "1: \"1e309x\" is not a JSON number");
}

TEST(JsonSyntaxTest, AWordEndsWhereItEnds) {
  EXPECT_EQ(MistakeIn("nullx"), "0: \"nullx\" is not JSON, did you mean \"null\"?");
  EXPECT_EQ(MistakeIn("[true1]"), "1: \"true1\" is not JSON, did you mean \"true\"?");
  EXPECT_EQ(MistakeIn("[fals"), "1: \"fals\" is not JSON, did you mean \"false\"?");
}

TEST(JsonSyntaxTest, AZeroByteDoesNotEndTheText) {
  EXPECT_EQ(MistakeIn("{}\0"s), "2: expected the end of the file, found \"\\0\"");
  EXPECT_EQ(MistakeIn("[\0]"s), "1: expected a value, found \"\\0\"");
  EXPECT_EQ(MistakeIn("\0"s), "0: expected a value, found \"\\0\"");
  EXPECT_EQ(MistakeIn("[\"\0\"]"s), "2: control character in a string, write it \\u0000");
}

TEST(JsonSyntaxTest, OnlyOneByteOrderMarkIsSkipped) {
  EXPECT_EQ(MistakeIn("\xef\xbb\xbf[]"), "0: expected a value, found \"\xef\xbb\xbf\"");
  EXPECT_EQ(MistakeIn("\xef\xbc\xa5"), "0: expected a value, found \"\xef\xbc\xa5\"");
}

TEST(JsonSyntaxTest, NamesTheEscapeThatIsWrong) {
  const std::string half = ": half of a surrogate pair; bytes that are no text go into \"hex\"";
  const std::string hex = ": \\u needs four hex digits";
  const std::string unknown = R"(: unknown escape, JSON has \" \\ \/ \b \f \n \r \t \uXXXX)";
  EXPECT_EQ(MistakeIn(R"("\ude00")"), "1" + half);
  EXPECT_EQ(MistakeIn(R"("\ud83d\ud83d\ude00")"), "1" + half);
  EXPECT_EQ(MistakeIn(R"("\ud83d\u12g4")"), "1" + half);
  EXPECT_EQ(MistakeIn(R"("\ud83d\n")"), "1" + half);
  EXPECT_EQ(MistakeIn(R"("\ud83d)"), "1" + half);
  EXPECT_EQ(MistakeIn(R"("\ud83d\ude00\ude00")"), "13" + half);
  EXPECT_EQ(MistakeIn(R"("\\ud83d\ude0")"), "8" + hex);
  EXPECT_EQ(MistakeIn(R"("\ud8g0")"), "1" + hex);
  EXPECT_EQ(MistakeIn(R"("\u12)"), "1" + hex);
  EXPECT_EQ(MistakeIn(R"("\\ud83d\q")"), "8" + unknown);
  EXPECT_EQ(MistakeIn("\"\\"), "1" + unknown);
  EXPECT_EQ(MistakeIn("\"\\\n"), "1" + unknown);
}

TEST(JsonSyntaxTest, AStringEndsOnItsLine) {
  const std::string open = "string without its closing quote on the same line";
  EXPECT_EQ(MistakeIn("[\"a\r\n\"]"), "1: " + open);
  EXPECT_EQ(MistakeIn("{\"a"), "1: " + open);
  EXPECT_EQ(MistakeIn("{\"a\": 1, \"\\n"), "9: " + open);
  EXPECT_EQ(MistakeIn("[\"\x1f\"]"), "2: control character in a string, write it \\u001f");
}

TEST(JsonSyntaxTest, WhatMayNotBeHereIsToldBeforeWhatIsWrongInIt) {
  EXPECT_EQ(MistakeIn(R"([1 "\q"])"), R"(3: expected "," or "]", found a string)");
  EXPECT_EQ(MistakeIn(R"({"a" "\q"})"), R"(5: expected ":", found a string)");
  EXPECT_EQ(MistakeIn("{} \"\\q\""), "3: expected the end of the file, found a string");
  EXPECT_EQ(MistakeIn("{nil"), "1: expected a key in double quotes, found \"nil\"");
}

TEST(JsonSyntaxTest, BytesThatAreNotUtf8AreToldFirst) {
  EXPECT_EQ(MistakeIn("[1,] \xff"), "5: not UTF-8: byte 0xff");
}

TEST(JsonSyntaxTest, DeepNestingIsNoMistakeOfSyntax) {
  const std::string text(50'000, '[');
  Notes notes(text.size() + 1);
  const auto mistake = ReadJson(text, notes);
  ASSERT_TRUE(mistake);
  EXPECT_EQ(mistake->offset, text.size());
  EXPECT_EQ(mistake->message, "expected a value, found the end of the file");
}

TEST(JsonSyntaxTest, ExplainsWhatAnotherReaderRefused) {
  EXPECT_EQ(ExplainBadJson("\xef\xbb\xbf{\n \"a\": 1,\n}", "dir/x.json"),
            "dir/x.json:2:8: trailing comma before \"}\"");
  EXPECT_EQ(ExplainBadJson("{}", "x.json"), "x.json: is not JSON");
}

}  // namespace
}  // namespace echocheck
