// SPDX-License-Identifier: MIT
#include "harness/report/html/page_text.h"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "harness/report/html/page_words.h"

namespace echocheck {
namespace {

TEST(PageText, EscapesMarkup) {
  EXPECT_EQ(EscapeHtml(R"(<a href="x" title='y'>&)"),
            "&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;");
}

TEST(PageText, AScriptElementCannotBeLeft) {
  EXPECT_EQ(EscapeForScript(R"(["</script><!--&"])"), R"(["\u003c/script\u003e\u003c!--\u0026"])");
  EXPECT_EQ(EscapeForScript("\"\xe2\x80\xa8\xe2\x80\xa9\""), R"("\u2028\u2029")");
  // Others that begin with the same byte stay.
  EXPECT_EQ(EscapeForScript("\"\xe2\x82\xac\""), "\"\xe2\x82\xac\"");
}

TEST(PageText, EscapingForAScriptChangesNothingInTheDocument) {
  const std::string text = "</script> & \xe2\x80\xa8 \xe2\x82\xac \\ \"";
  const std::string document = nlohmann::json(text).dump();
  EXPECT_EQ(nlohmann::json::parse(EscapeForScript(document)).get<std::string>(), text);
}

TEST(PageText, LinesStayLines) {
  EXPECT_EQ(ShowableText("one\ntwo\x1b[1m\n"), "one\ntwo\\x1b[1m");
  EXPECT_EQ(ShowableText(""), "");
}

TEST(PageText, ReachesAllStrings) {
  Json json = {{"a", {"\x07", {{"b", "\xff"}}}}, {"n", 1}};
  MakeShowable(json);
  EXPECT_EQ(json.dump(), R"({"a":["\\x07",{"b":"\\xff"}],"n":1})");
}

TEST(PageWordsTest, BothLanguagesHaveTheSameWords) {
  const auto english = nlohmann::json::parse(PageWords(Language::kEnglish));
  const auto japanese = nlohmann::json::parse(PageWords(Language::kJapanese));
  ASSERT_GT(english.size(), 100U);
  for (const auto& [key, sentence] : english.items()) {
    ASSERT_TRUE(japanese.contains(key)) << key;
    // And the same places to fill in.
    const auto& other = japanese[key].get_ref<const std::string&>();
    const auto& text = sentence.get_ref<const std::string&>();
    EXPECT_EQ(std::ranges::count(text, '{'), std::ranges::count(other, '{')) << key;
  }
  EXPECT_EQ(english.size(), japanese.size());
}

}  // namespace
}  // namespace echocheck
