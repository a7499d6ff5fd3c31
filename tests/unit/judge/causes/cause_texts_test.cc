// SPDX-License-Identifier: MIT
// Both languages say something of every cause, with what its rule supplies, and docs/causes.md says
// what the registry says. ECHOCHECK_APPROVE=1 writes the page anew.
#include "harness/judge/causes/cause_texts.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <set>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/judge/causes/cause_registry.h"
#include "harness/judge/causes/causes_markdown.h"
#include "harness/judge/checks/check_registry.h"
#include "harness/words/catalogue.h"
#include "tests/unit/judge/causes/rule_of.h"
#include "tests/unit/judge/session.h"

namespace echocheck {
namespace {

using testing::AnyOf;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;

const std::string kCausesPage = ECHOCHECK_SOURCE_DIR "/docs/causes.md";

constexpr auto kAllTexts = {CauseText::kTitle, CauseText::kSentence, CauseText::kHint,
                            CauseText::kToldBy};
constexpr auto kBothLanguages = {Language::kEnglish, Language::kJapanese};

TEST(CauseTextsTest, AreThereForEachCauseAndForNothingElse) {
  for (const Language language : kBothLanguages) {
    const Catalogue& catalogue = CatalogueOf("causes", language);
    for (const CauseRule& rule : AllCauses()) {
      for (const char* what : {".title", ".sentence", ".hint", ".told_by"}) {
        EXPECT_TRUE(catalogue.contains(std::string(rule.id) + what)) << rule.id << what;
      }
    }
    EXPECT_EQ(catalogue.size(), 4 * AllCauses().size()) << "of a cause that does not exist";
  }
}

TEST(CauseTextsTest, SayWhatTheyAreAskedFor) {
  const CauseRule& rule = RuleOf("never-closes");
  EXPECT_EQ(TextOf(rule, CauseText::kTitle, Language::kEnglish), "Never closes");
  EXPECT_THAT(TextOf(rule, CauseText::kSentence, Language::kEnglish), HasSubstr("CLOSE-WAIT"));
  EXPECT_THAT(TextOf(rule, CauseText::kHint, Language::kEnglish), HasSubstr("call close()"));
  EXPECT_THAT(TextOf(rule, CauseText::kToldBy, Language::kEnglish),
              HasSubstr("a process holds it"));
  EXPECT_EQ(TextOf(rule, CauseText::kTitle, Language::kJapanese), "接続の閉じ忘れ");
}

TEST(CauseTextsTest, AskForNothingThatTheRuleDoesNotSupply) {
  for (const CauseRule& rule : AllCauses()) {
    for (const CauseText which : kAllTexts) {
      for (const std::string& name : PlaceholdersOf(TextOf(rule, which, Language::kEnglish))) {
        EXPECT_TRUE(HasWord(rule.parameters, name)) << rule.id << " has no {" << name << "}";
      }
    }
  }
}

TEST(CauseTextsTest, EndAsTheirLanguageDoes) {
  for (const CauseRule& rule : AllCauses()) {
    for (const CauseText which : {CauseText::kSentence, CauseText::kHint, CauseText::kToldBy}) {
      EXPECT_THAT(TextOf(rule, which, Language::kEnglish), EndsWith(".")) << rule.id;
      EXPECT_THAT(TextOf(rule, which, Language::kJapanese), EndsWith("。")) << rule.id;
    }
  }
}

TEST(CauseTextsTest, HintsAskNoQuestions) {
  for (const CauseRule& rule : AllCauses()) {
    for (const Language language : kBothLanguages) {
      const std::string hint = TextOf(rule, CauseText::kHint, language);
      EXPECT_THAT(hint, Not(AnyOf(HasSubstr("?"), HasSubstr("か。")))) << rule.id;
    }
  }
}

TEST(CauseTextsTest, SpeakToTheReaderOfTheirServer) {
  for (const CauseRule& rule : AllCauses()) {
    for (const CauseText which : {CauseText::kSentence, CauseText::kHint}) {
      const std::string text = TextOf(rule, which, Language::kEnglish);
      EXPECT_THAT(text, Not(AnyOf(HasSubstr("the server"), HasSubstr("The server")))) << rule.id;
    }
  }
}

TEST(CauseTextsTest, FillInWhatIsThereAndLeaveTheRest) {
  const CauseRule& rule = RuleOf("octets-lost");
  EXPECT_EQ(TextOf(rule, CauseText::kSentence, Language::kEnglish, {{"offset", std::string("7")}}),
            "From offset 7 on {count} bytes were left out.");
}

TEST(CauseTextsTest, TellOneFromMany) {
  const auto lost = [](const char* count) {
    return TextOf(RuleOf("octets-lost"), CauseText::kSentence, Language::kEnglish,
                  {{"offset", std::string("7")}, {"count", std::string(count)}});
  };
  EXPECT_EQ(lost("1"), "From offset 7 on 1 byte was left out.");
  EXPECT_EQ(lost("2"), "From offset 7 on 2 bytes were left out.");
  EXPECT_EQ(lost("1x"), "From offset 7 on 1x bytes were left out.");
}

// A report's arguments are for programs.
TEST(CauseTextsTest, ArgumentsAreEnglishInEveryLanguage) {
  ExitStatus segfault;
  segfault.signal = 11;
  Session session = Session().Sent("hoge\n").Died(segfault);
  session.InLanguage("ja");
  const Cause cause = *session.Says("target.survives")->cause;
  EXPECT_EQ(cause.arguments.at("how"), "signal 11 (SIGSEGV)");
  EXPECT_THAT(cause.sentence, HasSubstr("（シグナル 11、SIGSEGV）"));
}

TEST(CauseTextsTest, SpeakTheLanguageOfTheRun) {
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

TEST(CauseRegistryTest, EachCauseExplainsSomeCheck) {
  std::set<std::string_view> ids;
  for (const CauseRule& rule : AllCauses()) {
    EXPECT_TRUE(ids.insert(rule.id).second) << rule.id << " is there twice";
    const bool explains = std::ranges::any_of(
        AllChecks(), [&](const Check& check) { return rule.explains.Has(check.id); });
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
