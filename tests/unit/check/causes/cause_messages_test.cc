// SPDX-License-Identifier: MIT
// Both languages say something of every cause, with what its rule supplies, and docs/causes.md says
// what the registry says. ECHOCHECK_APPROVE=1 writes the page anew.
#include "harness/check/causes/cause_messages.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <set>
#include <sstream>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/check/causes/cause_registry.h"
#include "harness/check/causes/causes_markdown.h"
#include "harness/check/registry.h"
#include "tests/unit/check/session.h"

namespace echocheck {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;

const std::string kCausesPage = ECHOCHECK_SOURCE_DIR "/docs/causes.md";

std::set<std::string> Placeholders(const CauseMessage& message) {
  std::set<std::string> names;
  for (const std::string* text : {&message.title, &message.sentence, &message.hint}) {
    for (const std::string& name : PlaceholdersOf(*text)) names.insert(name);
  }
  return names;
}

TEST(CauseMessagesTest, SayOfEveryCauseWhatItIs) {
  for (const auto language : kCauseLanguages) {
    std::size_t count = 0;
    for (const CauseRule& rule : AllCauses()) {
      const auto found = MessagesIn(language).find(rule.id);
      ASSERT_NE(found, MessagesIn(language).end()) << rule.id << " in " << language;
      EXPECT_FALSE(found->second.title.empty()) << rule.id;
      EXPECT_FALSE(found->second.sentence.empty()) << rule.id;
      EXPECT_FALSE(found->second.hint.empty()) << rule.id;
      ++count;
    }
    EXPECT_EQ(MessagesIn(language).size(), count) << "one that no rule names, in " << language;
  }
}

TEST(CauseMessagesTest, AskForNothingThatTheRuleDoesNotSupply) {
  for (const CauseRule& rule : AllCauses()) {
    const auto english = Placeholders(MessageOf(rule.id, "en"));
    EXPECT_EQ(english, Placeholders(MessageOf(rule.id, "ja"))) << rule.id;
    for (const std::string& name : english) {
      EXPECT_TRUE(HasWord(rule.parameters, name)) << rule.id << " has no {" << name << "}";
    }
  }
}

TEST(CauseMessagesTest, EndEachSentenceAsItsLanguageDoes) {
  for (const CauseRule& rule : AllCauses()) {
    const CauseMessage english = MessageOf(rule.id, "en");
    EXPECT_TRUE(english.sentence.ends_with('.')) << rule.id;
    EXPECT_TRUE(english.hint.ends_with('.') || english.hint.ends_with('?')) << rule.id;
    EXPECT_THAT(MessageOf(rule.id, "ja").sentence, EndsWith("。")) << rule.id;
    EXPECT_THAT(MessageOf(rule.id, "ja").hint, EndsWith("。")) << rule.id;
  }
}

TEST(CauseMessagesTest, FillInWhatIsThereAndLeaveTheRest) {
  EXPECT_EQ(FillIn("{a} and {b}, {a}", {{"a", "1"}, {"b", "{a}"}}), "1 and {a}, 1");
  EXPECT_EQ(FillIn("{other} {", {{"a", "1"}}), "{other} {");
}

TEST(CauseMessagesTest, SayTheIdOfACauseThatHasNone) {
  const CauseMessage message = MessageOf("no-such-cause", "en");
  EXPECT_EQ(message.title, "no-such-cause");
  EXPECT_EQ(message.sentence, "no-such-cause");
  EXPECT_EQ(message.hint, "no-such-cause");
}

TEST(CauseMessagesTest, SpeakTheLanguageOfTheRun) {
  Session session = Session().Sent("hoge\n").Came("HOGE\n").ClosedByClient();
  EXPECT_THAT(session.Says("echo.bytes")->cause->sentence,
              HasSubstr("\"HOGE\\n\" for \"hoge\\n\""));
  session.InLanguage("ja");
  EXPECT_THAT(session.Says("echo.bytes")->cause->sentence, HasSubstr("大文字と小文字"));
  EXPECT_EQ(session.Says("echo.bytes")->cause->id, "case-changed");
  session.InLanguage("tlh");
  EXPECT_THAT(session.Says("echo.bytes")->cause->sentence,
              HasSubstr("came back in the other case"));
}

TEST(CauseRegistryTest, ExplainsChecksThatThereAre) {
  std::set<std::string_view> ids;
  std::set<std::string_view> checks;
  for (const Check& check : AllChecks()) checks.insert(check.id);
  for (const CauseRule& rule : AllCauses()) {
    EXPECT_TRUE(ids.insert(rule.id).second) << rule.id << " is there twice";
    EXPECT_THAT(std::string(rule.evidence), EndsWith(".")) << rule.id;
    bool explains = false;
    std::istringstream words{std::string(rule.explains)};
    for (std::string word; words >> word;) {
      explains = true;
      EXPECT_TRUE(checks.contains(word)) << rule.id << " explains " << word;
    }
    EXPECT_TRUE(explains) << rule.id;
    EXPECT_EQ(&AllCauses()[CauseRank(rule.id)], &rule);
  }
  EXPECT_EQ(CauseRank("no-such-cause"), AllCauses().size());
  EXPECT_LT(CauseRank("crashed"), CauseRank("closed-with-unread-data"));
}

TEST(CausesMarkdownTest, IsWhatTheDocumentationSays) {
  if (std::getenv("ECHOCHECK_APPROVE") != nullptr) {
    std::ofstream(kCausesPage, std::ios::binary) << CausesMarkdown();
  }
  std::ifstream file(kCausesPage, std::ios::binary);
  std::stringstream written;
  written << file.rdbuf();
  EXPECT_EQ(written.str(), CausesMarkdown())
      << "run again with ECHOCHECK_APPROVE=1 to write " << kCausesPage;
}

}  // namespace
}  // namespace echocheck
