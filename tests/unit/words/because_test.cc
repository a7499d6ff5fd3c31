// SPDX-License-Identifier: MIT
#include "harness/words/because.h"

#include <cerrno>
#include <cstring>

#include <gtest/gtest.h>

#include "harness/base/endpoint.h"
#include "harness/words/catalogue.h"
#include "harness/words/known_name.h"
#include "harness/words/sentence.h"

namespace echocheck {
namespace {

std::string Japanese(const Reason& reason) { return ToText(reason, Language::kJapanese); }

TEST(ReasonTest, IsInBothLanguages) {
  const Reason reason = Because(Say("reasons.kernel_dropped", {{"count", 1U}}));
  EXPECT_EQ(reason.english(), "the kernel dropped 1 frame");
  EXPECT_EQ(Japanese(reason), "カーネルがフレームを 1 個捨てました");
}

TEST(ReasonTest, OfOneTextIsThatTextInAllLanguages) {
  const Reason reason = "--capture off";
  EXPECT_EQ(reason.english(), "--capture off");
  EXPECT_EQ(Japanese(reason), "--capture off");
  EXPECT_FALSE(reason.HasName());
}

TEST(SystemErrorTest, SaysWhatWasDoneAndWhatTheSystemSays) {
  const Error error = SystemError(Say("doing.make_pipe"), EMFILE);
  EXPECT_EQ(error.kind, ErrorKind::kEnvironment);
  EXPECT_EQ(error.message, "making a pipe: Too many open files");
  EXPECT_EQ(Japanese(error.message), "パイプの作成: 開いているファイルが多すぎます");
  EXPECT_EQ(ToText(WhyOf(error), Language::kEnglish), "Too many open files");
}

TEST(SystemErrorTest, SaysTheSameOfAPlainText) {
  const Error error = SystemError("doing something", EACCES);
  EXPECT_EQ(error.message, "doing something: Permission denied");
  EXPECT_EQ(ToText(error.message, Language::kEnglish), "doing something: Permission denied");
  EXPECT_EQ(Japanese(error.message), "doing something: アクセス権がありません");
}

// Every errno: its text, in the system's words, and no name that the catalogues do not have.
TEST(SystemErrorTest, KnowsTheWordsOfTheSystem) {
  std::size_t said = 0;
  for (int number = 1; number < 134; ++number) {
    if (strerrordesc_np(number) == nullptr) continue;
    const Sentence sentence = SaySystem(number);
    EXPECT_EQ(ToText(sentence, Language::kEnglish), strerrordesc_np(number));
    if (!sentence.name.empty()) ++said;
  }
  EXPECT_EQ(said, CatalogueOf("system", Language::kEnglish).size());
}

// It is said below the catalogues, so both its texts are written down.
TEST(ParsePortTest, SaysTheSameInItsSentence) {
  const auto port = ParsePort("70000");
  ASSERT_FALSE(port);
  EXPECT_EQ(port.error().message.english(), ToText(port.error().message, Language::kEnglish));
  EXPECT_TRUE(port.error().message.HasName());
}

TEST(KnownNameTest, IsThatOfATextAndOfItsPlaceholders) {
  EXPECT_EQ(KnownName("reasons.kernel_dropped"), "reasons.kernel_dropped");
  EXPECT_EQ(KnownName("reasons.nothing"), std::nullopt);
  EXPECT_EQ(KnownName("nothing"), std::nullopt);
  EXPECT_EQ(KnownPlaceholder("reasons.kernel_dropped", "count"), "count");
  EXPECT_EQ(KnownPlaceholder("reasons.kernel_dropped", "other"), std::nullopt);
}

}  // namespace
}  // namespace echocheck
