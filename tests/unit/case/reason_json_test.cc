// SPDX-License-Identifier: MIT
#include "harness/case/reason_json.h"

#include <gtest/gtest.h>

#include "harness/case/capture_json.h"
#include "harness/model/capture_log.h"
#include "harness/words/because.h"
#include "harness/words/sentence.h"

namespace echocheck {
namespace {

Json Written(const Reason& reason) {
  CaptureLog log;
  log.reason = reason;
  return ToJson(log);
}

Reason ReadFrom(const Json& json) {
  CaptureLog log;
  ReadLog mistakes;
  FromJson(json, mistakes, log);
  EXPECT_FALSE(mistakes.failed());
  return log.reason;
}

std::string Japanese(const Reason& reason) { return ToText(reason, Language::kJapanese); }

TEST(ReasonJsonTest, KeepsTheSentence) {
  const Reason reason = Because(Say(
      "reasons.flooded",
      {{"frames", 3U}, {"sent", 4U}, {"reason", Say("reasons.kernel_dropped", {{"count", 5U}})}}));
  const Json json = Written(reason);
  EXPECT_EQ(json["reason"], reason.english());
  EXPECT_EQ(ReadFrom(json), reason);
  EXPECT_EQ(Japanese(ReadFrom(json)), Japanese(reason));
}

TEST(ReasonJsonTest, KeepsPlainPartsOfASentence) {
  const Reason reason = SystemError("doing this", 200).message;
  EXPECT_EQ(ReadFrom(Written(reason)), reason);
}

TEST(ReasonJsonTest, HasNoSentenceForAPlainText) {
  const Json json = Written("--capture off");
  EXPECT_EQ(json["reason"], "--capture off");
  EXPECT_FALSE(json.contains("reason_said"));
}

// Saved by an earlier version, or by one that knows other texts.
TEST(ReasonJsonTest, ShowsATextThatItCannotSayAsItIs) {
  Json json = Written("as it was");
  EXPECT_EQ(Japanese(ReadFrom(json)), "as it was");
  for (const char* said : {R"({"name": "reasons.of_tomorrow"})", R"({"name": 5})", "[]", R"("x")",
                           R"({"name": "reasons.kernel_dropped", "arguments": {"other": 1}})",
                           R"({"name": "reasons.kernel_dropped", "arguments": {"count": {}}})",
                           R"({"name": "reasons.kernel_dropped", "arguments": 1})"}) {
    json["reason_said"] = Json::parse(said);
    EXPECT_EQ(Japanese(ReadFrom(json)), "as it was") << said;
  }
}

TEST(ReasonJsonTest, BoundsHowDeepSentencesAre) {
  Json said{{"name", "errors.says"}};
  for (int i = 0; i < 20; ++i) {
    said = Json{{"name", "errors.says"}, {"arguments", {{"what", Json::array({said})}}}};
  }
  EXPECT_EQ(SentenceFromJson(said), std::nullopt);
}

}  // namespace
}  // namespace echocheck
