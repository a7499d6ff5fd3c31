// SPDX-License-Identifier: MIT
// docs/checks.md says what the registry says. ECHOCHECK_APPROVE=1 writes the page anew.
#include "harness/judge/checks/checks_markdown.h"

#include <cstdlib>
#include <fstream>
#include <set>
#include <sstream>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/judge/checks/check_registry.h"
#include "harness/judge/checks/check_texts.h"
#include "harness/words/catalogue.h"

namespace echocheck {
namespace {

const std::string kChecksPage = ECHOCHECK_SOURCE_DIR "/docs/checks.md";

std::string WrittenChecks() {
  std::ifstream file(kChecksPage, std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

TEST(ChecksMarkdownTest, IsWhatTheDocumentationSays) {
  if (std::getenv("ECHOCHECK_APPROVE") != nullptr) {
    std::ofstream(kChecksPage, std::ios::binary) << ChecksMarkdown();
  }
  EXPECT_EQ(WrittenChecks(), ChecksMarkdown())
      << "run again with ECHOCHECK_APPROVE=1 to write " << kChecksPage;
}

TEST(RegistryTest, SaysAllThatThereIsToSayOfACheck) {
  std::set<std::string_view> ids;
  for (const Check& check : AllChecks()) {
    EXPECT_TRUE(ids.insert(check.name()).second) << check.name() << " is there twice";
    EXPECT_THAT(DemandOf(check, Language::kEnglish), testing::EndsWith(".")) << check.name();
    EXPECT_THAT(DemandOf(check, Language::kJapanese), testing::EndsWith("。")) << check.name();
    for (const Language language : {Language::kEnglish, Language::kJapanese}) {
      EXPECT_TRUE(
          CatalogueOf("checks_about", language).contains(std::string(check.name()) + ".catches"));
      EXPECT_FALSE(CatchesOf(check, language).ends_with('.')) << check.name();
    }
    EXPECT_THAT(ChecksMarkdown(), testing::HasSubstr("### " + std::string(check.name()) + "\n"));
    EXPECT_FALSE(check.source.empty()) << check.name();
    EXPECT_NE(check.judge, nullptr) << check.name();
  }
}

TEST(RegistryTest, HasEachCheckThatHasAName) {
  const auto all = AllChecks();
  ASSERT_EQ(all.size(), EnumNames(CheckId()).size());
  for (std::size_t i = 0; i < all.size(); ++i) EXPECT_EQ(all[i].id, static_cast<CheckId>(i));
}

TEST(RegistryTest, SaysNothingOfAnyCheckThatDoesNotExist) {
  for (const Language language : {Language::kEnglish, Language::kJapanese}) {
    EXPECT_EQ(CatalogueOf("checks_about", language).size(), 2 * AllChecks().size());
  }
}

TEST(RegistryTest, ListsTheChecksInTheOrderOfReports) {
  std::vector<std::string_view> ids;
  for (const Check& check : AllChecks()) ids.push_back(check.name());
  const std::vector<std::string_view> expected = {
      "target.starts",     "target.listens",   "target.survives",    "target.terminates",
      "target.restarts",   "target.idle_cpu",  "target.descriptors", "target.threads",
      "target.memory",     "target.zombies",   "open.handshake",     "echo.bytes",
      "echo.complete",     "echo.unsolicited", "echo.wire",          "echo.isolation",
      "echo.every_client", "echo.streaming",   "echo.concurrent",    "close.fin",
      "close.order",       "close.no_reset",   "close.released",     "flags.sequence",
      "udp.complete",      "udp.bytes",        "udp.unsolicited",    "udp.sender",
      "capture.complete"};
  EXPECT_EQ(ids, expected);
}

}  // namespace
}  // namespace echocheck
