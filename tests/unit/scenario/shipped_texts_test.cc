// SPDX-License-Identifier: MIT
// The texts of the scenarios that come with echocheck: each is there in both languages, in plain
// words.
#include <algorithm>
#include <cctype>
#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/scenario/find_scenarios.h"
#include "harness/scenario/load_scenario.h"

namespace echocheck {
namespace {

using ::testing::IsEmpty;

std::vector<Scenario> ShippedScenarios() {
  std::vector<Scenario> scenarios;
  const auto files = FindScenarios(ECHOCHECK_SOURCE_DIR "/scenarios");
  EXPECT_TRUE(files.has_value()) << files.error().message.english();
  if (!files) return scenarios;
  for (const auto& file : *files) {
    auto scenario = LoadScenario(file);
    EXPECT_TRUE(scenario.has_value()) << scenario.error().message.english();
    if (scenario) scenarios.push_back(std::move(*scenario));
  }
  EXPECT_FALSE(scenarios.empty());
  return scenarios;
}

// Returns the names of the shipped scenarios for which `has_flaw(scenario)` is true.
template <class HasFlaw>
std::vector<std::string> NamesOfThose(HasFlaw has_flaw) {
  std::vector<std::string> names;
  for (const Scenario& scenario : ShippedScenarios()) {
    if (has_flaw(scenario)) names.push_back(scenario.name);
  }
  return names;
}

bool Holds(std::string text, std::string_view word) {
  for (char& letter : text)
    letter = static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
  return text.find(word) != std::string::npos;
}

bool AnyTextHolds(const Scenario& scenario, std::string_view word) {
  return Holds(scenario.title.english, word) || Holds(scenario.title.japanese, word) ||
         Holds(scenario.description.english, word) || Holds(scenario.description.japanese, word);
}

// Returns the number of words in the longest sentence of `text`.
std::size_t LongestSentence(std::string_view text) {
  std::size_t longest = 0;
  std::size_t words = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    const std::string_view word = text.substr(at, end - at);
    longest = std::max(longest, ++words);
    if (word.ends_with('.')) words = 0;
    at = end + 1;
  }
  return longest;
}

TEST(ShippedTextsTest, EachScenarioHasADescription) {
  EXPECT_THAT(
      NamesOfThose([](const Scenario& scenario) { return scenario.description.english.empty(); }),
      IsEmpty());
}

TEST(ShippedTextsTest, EachScenarioHasItsTextsInJapanese) {
  EXPECT_THAT(NamesOfThose([](const Scenario& scenario) {
                return scenario.title.japanese.empty() || scenario.description.japanese.empty();
              }),
              IsEmpty());
}

TEST(ShippedTextsTest, SayByteAndNotOctet) {
  for (const char* word : {"octet", "オクテット"}) {
    EXPECT_THAT(
        NamesOfThose([&](const Scenario& scenario) { return AnyTextHolds(scenario, word); }),
        IsEmpty())
        << word;
  }
}

TEST(ShippedTextsTest, HaveShortSentences) {
  constexpr std::size_t kMostWords = 20;
  EXPECT_THAT(NamesOfThose([](const Scenario& scenario) {
                return LongestSentence(scenario.description.english) > kMostWords;
              }),
              IsEmpty());
}

}  // namespace
}  // namespace echocheck
