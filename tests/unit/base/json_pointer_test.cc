// SPDX-License-Identifier: MIT
#include "harness/base/json_pointer.h"

#include <gtest/gtest.h>

namespace echocheck {
namespace {

constexpr std::string_view kText = R"({"a": [10, {"b": 1}, [2]], "b": {"c/~": true}})";

// "KEY VALUE": the text from either place on, shortened.
std::string Found(const JsonPath& path) {
  const auto place = FindInJson(kText, path);
  if (!place) return "none";
  return std::string(kText.substr(place->key, 4)) + " " +
         std::string(kText.substr(place->value, 4));
}

TEST(JsonPointerTest, EscapesTwoCharacters) {
  EXPECT_EQ(PointerTo({}), "");
  EXPECT_EQ(PointerTo({"a", "0", "b/c~d"}), "/a/0/b~1c~0d");
}

TEST(JsonPointerTest, FindsValuesAndTheirKeys) {
  EXPECT_EQ(Found({}), "{\"a\" {\"a\"");
  EXPECT_EQ(Found({"a"}), "\"a\": [10,");
  EXPECT_EQ(Found({"a", "0"}), "10,  10, ");
  EXPECT_EQ(Found({"a", "1", "b"}), "\"b\": 1}, ");
  EXPECT_EQ(Found({"a", "2", "0"}), "2]], 2]],");
  EXPECT_EQ(Found({"b", "c/~"}), "\"c/~ true");
}

TEST(JsonPointerTest, FindsNothingElse) {
  EXPECT_EQ(Found({"c"}), "none");
  EXPECT_EQ(Found({"a", "3"}), "none");
  EXPECT_EQ(Found({"a", "b"}), "none");
  EXPECT_EQ(Found({"a", "0", "0"}), "none");
}

}  // namespace
}  // namespace echocheck
