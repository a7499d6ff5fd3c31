// SPDX-License-Identifier: MIT
// The texts of the console, the ladder and `watch`: the code asks for those that there are, and
// they fit their lines.
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>
#include <string>
#include <string_view>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/report/console_text.h"
#include "harness/report/explain.h"
#include "harness/report/ladder_texts.h"
#include "harness/words/catalogue.h"

namespace echocheck {
namespace {

using ::testing::IsEmpty;

constexpr std::string_view kAreas[] = {"console", "doctor", "explain", "ladder", "watch"};

// "console.expected" wherever the code has it in quotes. A name whose end is only known at run time
// ends in "_".
std::set<std::string> NamesInTheCode() {
  namespace fs = std::filesystem;
  static const std::regex kName("\"((console|doctor|explain|ladder|watch)\\.[a-z_]+)\"");
  std::set<std::string> names;
  for (const char* layer : {"report", "watch", "replay", "run", "cli", "doctor"}) {
    const fs::path folder = fs::path(ECHOCHECK_SOURCE_DIR) / "harness" / layer;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
      if (entry.path().extension() != ".cc") continue;
      std::ifstream file(entry.path());
      const std::string text{std::istreambuf_iterator<char>(file), {}};
      for (std::sregex_iterator match(text.begin(), text.end(), kName), end; match != end;
           ++match) {
        names.insert((*match)[1]);
      }
    }
  }
  for (const std::string_view name : EnumNames(Meaning{}))
    names.insert("ladder." + std::string(name));
  for (const char* name :
       {"client_kernel", "client_program", "server_kernel", "server_program", "bytes"}) {
    names.insert(std::string("ladder.") + name);
  }
  if (names.erase("console.verdict_") > 0) {
    for (const std::string_view verdict : EnumNames(Verdict{})) {
      names.insert("console.verdict_" + std::string(verdict));
    }
  }
  return names;
}

std::set<std::string> NamesInTheCatalogue() {
  std::set<std::string> names;
  for (const std::string_view area : kAreas) {
    for (const auto& [name, entry] : CatalogueOf(area, Language::kEnglish)) {
      names.insert(std::string(area) + "." + name);
    }
  }
  return names;
}

TEST(Texts, AreThoseThatTheCodeAsksFor) { EXPECT_EQ(NamesInTheCode(), NamesInTheCatalogue()); }

// A ladder of 80 columns cuts what is longer than 58 of them, and moves what is longer than 45 to
// the left.
TEST(Texts, OfSegmentsFitTheLadder) {
  constexpr std::size_t kRoom = 58;
  for (const Language language : {Language::kEnglish, Language::kJapanese}) {
    const LadderTexts& texts = LadderTexts::In(language);
    std::size_t who = 0;
    for (const Side side : {Side::kClient, Side::kServer}) {
      for (const Actor actor : {Actor::kKernel, Actor::kProgram}) {
        who = std::max(who, DisplayWidth(texts.Who(side, actor)));
      }
    }
    for (std::size_t i = 0; i < EnumNames(Meaning{}).size(); ++i) {
      std::size_t width = 0;
      ForEachPart(
          texts.For(static_cast<Meaning>(i)),
          [&](std::string_view part) { width += DisplayWidth(part); },
          [&](std::string_view name) {
            width += name == "who" ? who : DisplayWidth(CountBytes(65483, language));
          });
      EXPECT_LE(width, kRoom) << EnumNames(Meaning{})[i];
    }
  }
}

// What is only pieces and marks is the same in both languages.
TEST(Texts, DifferInBothLanguages) {
  std::set<std::string> same;
  for (const std::string_view area : kAreas) {
    const Catalogue& japanese = CatalogueOf(area, Language::kJapanese);
    for (const auto& [name, entry] : CatalogueOf(area, Language::kEnglish)) {
      const auto other = japanese.find(name);
      ASSERT_NE(other, japanese.end()) << area << "." << name;
      std::string words;
      ForEachPart(
          entry.other, [&](std::string_view part) { words += part; }, [](std::string_view) {});
      const bool has_words = words.find_first_not_of(" :,;()") != std::string::npos;
      if (has_words && entry.other == other->second.other)
        same.insert(std::string(area) + "." + name);
    }
  }
  EXPECT_THAT(same, IsEmpty());
}

}  // namespace
}  // namespace echocheck
