// SPDX-License-Identifier: MIT
// The page as a whole: what is in it, and that nothing in it is what it should not be.
#include "harness/report/html/html_page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/report/html/page_assets.h"
#include "tests/unit/report/hostile_run.h"
#include "tests/unit/report/html/page_reading.h"
#include "tests/unit/report/sample_many.h"

namespace echocheck {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

constexpr std::string_view kAttack =
    "</script><script>alert(1)</script><img src=x onerror=alert(2)><!--\" ' & \xe2\x80\xa8";

RunRecord AttackingRun() {
  RunRecord run = SampleRun();
  const std::string attack(kAttack);
  run.target = run.command = attack;
  for (ScenarioRecord& scenario : run.scenarios) {
    scenario.name = scenario.folder = attack;
    scenario.title = scenario.description = {attack, attack};
    scenario.tags = {attack};
    scenario.evidence.target.output_tail = attack;
    for (Finding& finding : scenario.findings) finding.summary = finding.actual = attack;
  }
  for (CauseRecord& cause : run.causes) cause.sentence = cause.hint = attack;
  return run;
}

TEST(HtmlPage, HoldsTheRunAsData) {
  const auto data = DataOf(RenderHtml(SampleRun()));
  ASSERT_FALSE(data.is_discarded());
  EXPECT_EQ(data["run"]["target"], "./myserver {host} {port}");
  EXPECT_EQ(data["run"]["verdict"], "error");
  ASSERT_EQ(data["scenarios"].size(), 5U);
  EXPECT_EQ(data["scenarios"][1]["name"], "echo/newlines");
  EXPECT_EQ(data["causes"][0]["id"], "crashed");
  EXPECT_EQ(data["words"]["hint"], "hint");
}

TEST(HtmlPage, SaysWhatWasNotSeen) {
  const std::string page = RenderHtml(RunOf({UncapturedScenario()}, Verdict::kPass, 0));
  EXPECT_THAT(page, HasSubstr("<p>packets not captured in 1 of 1 scenarios: no right"));
  EXPECT_THAT(page, HasSubstr("\"downgrades\":[\"not isolated: 1 of 1 scenarios"));
}

TEST(HtmlPage, SpeaksTheLanguageOfTheRun) {
  RunRecord run = SampleRun();
  EXPECT_THAT(RenderHtml(run), HasSubstr("<html lang=\"en\""));
  run.language = "ja";
  const std::string page = RenderHtml(run);
  EXPECT_THAT(page, HasSubstr("<html lang=\"ja\""));
  const auto data = DataOf(page);
  EXPECT_EQ(data["words"]["hint"], "ヒント");
  EXPECT_THAT(data["tables"]["sentences"][0].get<std::string>(), StartsWith("接続確立 1/3"));
}

TEST(HtmlPage, ShowsTheTextsOfAScenarioInTheLanguageOfTheRun) {
  ScenarioRecord scenario = BasicScenario();
  scenario.title = {"one client", "1 つのクライアント"};
  scenario.description = {"It speaks.", "話します。"};
  RunRecord run = RunOf({scenario}, Verdict::kPass, 0);
  const auto english = DataOf(RenderHtml(run))["scenarios"][0];
  EXPECT_EQ(english["title"], "one client");
  EXPECT_EQ(english["description"], "It speaks.");
  EXPECT_FALSE(english.contains("title_lang"));
  run.language = "ja";
  const std::string page = RenderHtml(run);
  const auto japanese = DataOf(page)["scenarios"][0];
  EXPECT_EQ(japanese["title"], "1 つのクライアント");
  EXPECT_EQ(japanese["description"], "話します。");
  EXPECT_FALSE(japanese.contains("title_lang"));
  EXPECT_FALSE(japanese.contains("description_lang"));
  // In the table for browsers without scripts, too.
  EXPECT_THAT(page, HasSubstr("basic<br>1 つのクライアント"));
}

TEST(HtmlPage, MarksATextThatIsNotInTheLanguageOfThePage) {
  ScenarioRecord scenario = BasicScenario();
  scenario.title = {"one client", "1 つのクライアント"};
  scenario.description = {"It speaks.", ""};
  RunRecord run = RunOf({scenario}, Verdict::kPass, 0);
  run.language = "ja";
  const auto shown = DataOf(RenderHtml(run))["scenarios"][0];
  EXPECT_FALSE(shown.contains("title_lang"));
  EXPECT_EQ(shown["description"], "It speaks.");
  EXPECT_EQ(shown.value("description_lang", ""), "en");
}

TEST(HtmlPage, AnUnknownLanguageIsEnglishAndNoMarkup) {
  RunRecord run = SampleRun();
  run.language = "\"><script>";
  EXPECT_THAT(RenderHtml(run), HasSubstr("<html lang=\"en\""));
}

TEST(HtmlPage, AllowsItsOwnScriptAlone) {
  const std::string page = RenderHtml(SampleRun());
  EXPECT_THAT(page, HasSubstr("default-src 'none'; script-src '" + std::string(kPageScriptHash)));
  EXPECT_THAT(page, HasSubstr("style-src '" + std::string(kPageStyleHash)));
  EXPECT_THAT(page, Not(HasSubstr("unsafe")));
  // 256 bits in base64.
  EXPECT_THAT(std::string(kPageScriptHash), ::testing::MatchesRegex("sha256-.*="));
  EXPECT_EQ(kPageScriptHash.size(), 7U + 44U);
}

TEST(HtmlPage, AsksNothingOfANetwork) {
  const std::string page = RenderHtml(SampleRun());
  for (const char* address : {"http:", "https:", "//cdn", "@import", "url(", " src="}) {
    if (std::string_view(address) == "http:") {
      EXPECT_EQ(CountOf(address, page), 1U);  // the namespace of SVG, which nobody fetches
    } else {
      EXPECT_THAT(page, Not(HasSubstr(address)));
    }
  }
}

TEST(HtmlPage, TextOfATargetIsNoMarkup) {
  const std::string page = RenderHtml(AttackingRun());
  EXPECT_THAT(page, Not(HasSubstr("<script>alert")));
  EXPECT_THAT(page, Not(HasSubstr("<img")));
  EXPECT_THAT(page, Not(HasSubstr("\xe2\x80\xa8")));
  EXPECT_EQ(CountOf("<script", page), 2U);  // data and program
  EXPECT_EQ(CountOf("</script", page), 2U);
  EXPECT_THAT(DataElement(page), Not(::testing::ContainsRegex("[<>&]")));
  // It is shown all the same.
  EXPECT_THAT(DataOf(page)["run"]["target"].get<std::string>(), HasSubstr("<img src=x onerror"));
}

TEST(HtmlPage, NothingInvisibleReachesTheReader) {
  const std::string page = RenderHtml(HostileRun());
  ASSERT_TRUE(IsUtf8(page));
  for (const char byte : page) {
    const bool is_control = static_cast<unsigned char>(byte) < 0x20 || byte == 0x7f;
    ASSERT_TRUE(!is_control || byte == '\n') << "byte " << static_cast<int>(byte);
  }
  EXPECT_THAT(page, Not(HasSubstr("\xc2\x9b")));      // CSI
  EXPECT_THAT(page, Not(HasSubstr("\xe2\x80\xae")));  // right-to-left override
  // Nor as an escape of JSON, which a browser would turn into the character.
  EXPECT_THAT(DataElement(page), Not(HasSubstr("\\u202e")));
  EXPECT_THAT(DataElement(page), Not(HasSubstr("\\u001b")));
  ASSERT_FALSE(DataOf(page).is_discarded());
}

TEST(HtmlPage, WithoutScriptsThereIsATable) {
  const std::string page = RenderHtml(SampleRun());
  const std::size_t begin = page.find("<noscript>");
  const std::string plain = page.substr(begin, page.find("</noscript>") - begin);
  EXPECT_THAT(plain, HasSubstr("<strong>newline-changed</strong> A line end was translated"));
  EXPECT_THAT(plain, HasSubstr("<code>echo.bytes</code> byte 9 came back changed"));
  EXPECT_LT(plain.find("echo/newlines"), plain.find("<td>basic<br>"));  // failures first
}

TEST(HtmlPage, IsTheSameForTheSameRun) {
  EXPECT_EQ(RenderHtml(ThreeFaults()), RenderHtml(ThreeFaults()));
}

TEST(HtmlPage, ACaptureHasAllConnectionsAndTheLaddersItWasGiven) {
  FlowRecord drawn = BasicSession().Build();
  FlowRecord counted = FlowScript(50002).Handshake().BuildKeeping(0, 0);
  counted.stream = 7;
  const std::vector<FlowRecord> flows = {drawn, counted};
  const std::string page =
      RenderCaptureHtml({"a<b>.pcap", "a<b>.pcap", {15, 15, 0, 0}, flows, 3, "en"});
  EXPECT_THAT(page, HasSubstr("<title>a&lt;b&gt;.pcap - echocheck</title>"));
  const auto data = DataOf(page);
  EXPECT_EQ(data["kind"], "capture");
  EXPECT_EQ(data["capture"]["frames"], 15);
  ASSERT_EQ(data["flows"][0].size(), 2U);
  EXPECT_EQ(data["flows"][0][0]["closed"], "FIN by client, then server");
  EXPECT_EQ(data["flows"][0][1]["tshark"], "tshark -r 'a<b>.pcap' -Y 'tcp.stream == 7'");
  EXPECT_TRUE(data["flows"][0][0].contains("segments"));
  EXPECT_FALSE(data["flows"][0][1].contains("segments"));
  EXPECT_EQ(data["flows"][0][1]["count"], 3);
  EXPECT_EQ(data["flows"][0][1]["number"], 7);
  EXPECT_EQ(data["capture"]["left_out"], 3);
}

}  // namespace
}  // namespace echocheck
