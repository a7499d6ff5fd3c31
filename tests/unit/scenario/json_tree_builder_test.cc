// SPDX-License-Identifier: MIT
// What well-formed JSON means, and where each value stands. What is malformed is in
// scenario_errors_test.cc.
#include "harness/scenario/json_tree_builder.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace echocheck {
namespace {

std::unique_ptr<JsonNode> Parse(std::string_view text) {
  Diagnosis diagnosis("x.json", text);
  auto root = ParseJson(text, diagnosis);
  EXPECT_EQ(root != nullptr, diagnosis.ok());
  return root;
}

std::string StringValue(std::string_view text) {
  const auto root = Parse(text);
  return root != nullptr && root->kind == JsonKind::kString ? root->text : "not a string";
}

TEST(JsonTreeTest, DecodesEscapes) {
  EXPECT_EQ(StringValue(R"("\"\\\/\b\f\n\r\t")"), "\"\\/\b\f\n\r\t");
  EXPECT_EQ(StringValue(R"("a\u0000b")"), std::string("a\0b", 3));
  EXPECT_EQ(StringValue(R"("\u00e9\u30A8\ud83d\ude00")"), "é\xe3\x82\xa8\xf0\x9f\x98\x80");
  EXPECT_EQ(StringValue("\"エコー\""), "エコー");
}

TEST(JsonTreeTest, KeepsNumbersAsWritten) {
  for (const std::string number : {"0", "-0", "12", "1.50", "1e3", "-1.5E-07"}) {
    const auto root = Parse(" " + number + " ");
    ASSERT_NE(root, nullptr) << number;
    EXPECT_EQ(root->kind, JsonKind::kNumber);
    EXPECT_EQ(root->text, number);
  }
}

TEST(JsonTreeTest, KnowsWhereEverythingStands) {
  const auto root = Parse("{\n \"a\" : [true, {\"b\": null}]\n}");
  ASSERT_NE(root, nullptr);
  const JsonMember& a = root->members.at(0);
  EXPECT_EQ(a.key_offset, 3U);
  EXPECT_EQ(a.value->offset, 9U);
  const JsonNode& b = *a.value->items.at(1)->members.at(0).value;
  EXPECT_EQ(b.kind, JsonKind::kNull);
  EXPECT_EQ(b.offset, 22U);
  EXPECT_EQ(JsonPointer(b), "/a/1/b");
}

TEST(JsonTreeTest, EmptyContainers) {
  const auto root = Parse("[ [ ] , { } ]");
  ASSERT_NE(root, nullptr);
  EXPECT_TRUE(root->items.at(0)->items.empty());
  EXPECT_TRUE(root->items.at(1)->members.empty());
}

// The order of the parts of a text: what may follow what.
TEST(JsonTreeTest, TakesWhatIsJsonAmongAllShortTexts) {
  const std::vector<std::string> words = {"{", "}", "[", "]", ",", ":", "\"k\"", "1", "null", "-"};
  std::vector<std::string> texts = {""};
  std::size_t accepted = 0;
  for (int length = 0; length < 5; ++length) {
    std::vector<std::string> longer;
    for (const std::string& text : texts) {
      for (const std::string& word : words) longer.push_back(text + word + " ");
    }
    texts = std::move(longer);
    for (const std::string& text : texts) {
      Diagnosis diagnosis("x.json", text);
      const bool ours = ParseJson(text, diagnosis) != nullptr;
      EXPECT_EQ(ours, nlohmann::json::accept(text)) << text;
      EXPECT_EQ(ours, diagnosis.ok()) << text;
      accepted += ours ? 1 : 0;
    }
  }
  EXPECT_GT(accepted, 20U);
}

}  // namespace
}  // namespace echocheck
