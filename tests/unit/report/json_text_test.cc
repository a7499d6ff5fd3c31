// SPDX-License-Identifier: MIT
#include "harness/report/json_text.h"

#include <gtest/gtest.h>

#include "harness/model/flow.h"

namespace echocheck {
namespace {

std::string Sample(JsonSpacing spacing) {
  std::string text;
  JsonText out(text, spacing);
  out.Open('{');
  out.Key("a");
  out.Value(true);
  out.Key("b");
  out.Open('[');
  for (const std::int64_t number : {-1, 0, 2}) {
    out.Item();
    out.Number(number);
  }
  out.Close(']');
  out.Key("c");
  out.Open('{');
  out.Close('}');
  out.Close('}');
  return text;
}

TEST(JsonTextTest, SpacesAsItWasTold) {
  EXPECT_EQ(Sample(JsonSpacing::kCompact), R"({"a":true,"b":[-1,0,2],"c":{}})");
  EXPECT_EQ(Sample(JsonSpacing::kOneLine), R"({"a": true, "b": [-1, 0, 2], "c": {}})");
  EXPECT_EQ(Sample(JsonSpacing::kLines),
            "{\n  \"a\": true,\n  \"b\": [\n    -1,\n    0,\n    2\n  ],\n  \"c\": {}\n}");
}

TEST(JsonTextTest, WritesEachKindOfValue) {
  std::string text;
  JsonText out(text);
  out.Open('[');
  out.Item();
  out.Value(Side::kServer);
  out.Item();
  out.Value(Nanoseconds(-5));
  out.Item();
  out.Value(std::uint64_t{18'446'744'073'709'551'615U});
  out.Item();
  out.Value(std::string("\"\\\b\f\n\r\t\x01 \xff"));
  out.Close(']');
  EXPECT_EQ(text, R"(["server",-5,18446744073709551615,"\"\\\b\f\n\r\t\u0001 )"
                  "\xef\xbf\xbd\"]");
}

TEST(JsonTextTest, EscapesAForeignKey) {
  std::string text;
  JsonText out(text, JsonSpacing::kOneLine);
  out.Open('{');
  out.ForeignKey("a\"");
  out.Number(1);
  out.Close('}');
  EXPECT_EQ(text, R"({"a\"": 1})");
}

}  // namespace
}  // namespace echocheck
