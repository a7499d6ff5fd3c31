// SPDX-License-Identifier: MIT
#include "harness/report/machine/markdown_summary.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/report/machine/markdown_text.h"
#include "tests/unit/report/machine/verdict_samples.h"

namespace echocheck {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(MarkdownText, PlainTextMeansNothingButItself) {
  EXPECT_EQ(MarkdownPlain("a*b_c `d` |e| <f>"), R"(a\*b\_c \`d\` \|e\| \<f\>)");
  EXPECT_EQ(MarkdownPlain("two\nlines"), R"(two\\nlines)");
  EXPECT_EQ(MarkdownPlain("see http://a.b"), "see http<!-- -->://a.b");
  EXPECT_EQ(MarkdownPlain("www.a.b and x@y.z"), "www<!-- -->.a.b and x<!-- -->@<!-- -->y.z");
  EXPECT_EQ(MarkdownPlain("13.5 ms"), "13.5 ms");
}

TEST(MarkdownText, CodeIsClosedByNothingInIt) {
  EXPECT_EQ(MarkdownCode("./server {port}"), "`./server {port}`");
  EXPECT_EQ(MarkdownCode("a`b``c"), "```a`b``c```");
  EXPECT_EQ(MarkdownCode("`"), "`` ` ``");
  EXPECT_EQ(MarkdownCode("  "), "(empty)");
  EXPECT_EQ(MarkdownBlock("```\n# no title"), "````text\n```\n# no title\n````\n");
}

TEST(MarkdownText, HtmlIsEscapedAsHtml) {
  EXPECT_EQ(HtmlPlain("</summary>\n\n<b>&\""), "&lt;/summary&gt;\\n\\n&lt;b&gt;&amp;&quot;");
}

TEST(MarkdownSummary, FailuresComeFirst) {
  const std::string page = RenderMarkdownSummary(ThreeFaults());
  const std::size_t causes = page.find("### Causes");
  const std::size_t failed = page.find("### Failed");
  const std::size_t warned = page.find("### Warned");
  EXPECT_LT(causes, failed);
  EXPECT_LT(failed, warned);
  EXPECT_LT(warned, page.find("### Known failures"));
  EXPECT_LT(warned, page.find("### Skipped"));
  EXPECT_THAT(page, HasSubstr("hint: Look at the place"));
  EXPECT_THAT(page, HasSubstr("20 scenarios: `bytes/embedded_nul_1`"));
}

TEST(MarkdownSummary, StaysBelowTheLimitAndCountsTheRest) {
  std::vector<ScenarioRecord> scenarios(100, By(Verdict::kFail, "no"));
  for (ScenarioRecord& scenario : scenarios) scenario.name = std::string(20'000, 'x');
  const std::string page = RenderMarkdownSummary(RunOf(scenarios, Verdict::kFail, 1));
  EXPECT_LE(page.size(), kMarkdownLimit);
  EXPECT_GT(page.size(), kMarkdownLimit / 2);
  EXPECT_THAT(page.substr(page.size() - 100), HasSubstr(" more found no room here"));
}

TEST(MarkdownSummary, APassingRunIsShort) {
  const std::string page = RenderMarkdownSummary(PassingCatalogue());
  EXPECT_THAT(page, HasSubstr("## echocheck: pass, the target conforms"));
  EXPECT_THAT(page, HasSubstr("| all | 77 | 77/77 |"));
  EXPECT_THAT(page, Not(HasSubstr("<details>")));
}

TEST(MarkdownSummary, AnUnfinishedRunSaysSo) {
  RunRecord run = RunOf({Brief("basic")}, Verdict::kPass, 2);
  run.finished = false;
  EXPECT_THAT(RenderMarkdownSummary(run), HasSubstr("The run ended before all"));
}

}  // namespace
}  // namespace echocheck
