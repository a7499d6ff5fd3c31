// SPDX-License-Identifier: MIT
#include "harness/report/html/plain_summary.h"

#include <algorithm>
#include <initializer_list>
#include <vector>

#include "harness/report/console.h"
#include "harness/report/console_text.h"
#include "harness/report/downgrades.h"
#include "harness/report/html/page_text.h"
#include "harness/report/remarks.h"

namespace echocheck {
namespace {

constexpr std::size_t kMostConnections = 200;

std::string PlainText(BytesView text) { return EscapeHtml(ShowableText(text)); }

std::string PlainElement(std::string_view name, const std::string& markup) {
  return "<" + std::string(name) + ">" + markup + "</" + std::string(name) + ">";
}

std::string PlainRow(std::string_view cell, std::initializer_list<std::string> cells) {
  std::string row;
  for (const std::string& markup : cells) row += PlainElement(cell, markup);
  return PlainElement("tr", row) + "\n";
}

// Of its findings the ones that make it fail, in a few words each.
std::string PlainFindings(const ScenarioRecord& scenario, Language language) {
  if (scenario.evidence.error) {
    return PlainText(ToText(scenario.evidence.error->message, language));
  }
  if (scenario.not_played) return PlainText(ToText(*scenario.not_played, language));
  std::string markup;
  for (const Finding& finding : scenario.findings) {
    if (finding.verdict != Verdict::kFail && finding.verdict != Verdict::kWarn) continue;
    if (!markup.empty()) markup += "<br>";
    markup += PlainElement("code", PlainText(finding.check)) + " " + PlainText(finding.summary);
  }
  return markup;
}

// A word of the page, by its key.
std::string PlainWord(const std::string& key, Language language) {
  return PlainText(ToText(Say("page." + key), language));
}

}  // namespace

std::string PlainRunSummary(const RunRecord& run) {
  const Language language = LanguageNamed(run.language);
  const auto word = [&](const char* key) { return PlainWord(key, language); };
  std::string out = PlainElement("p", word("plain_intro"));
  out += PlainElement(
      "h1", PlainText(ToString(run.verdict)) + ": " + PlainText(VerdictSentence(run, language)));
  out +=
      PlainElement("p", PlainElement("code", PlainText(run.target)) + " " + PlainText(run.started));
  for (const std::string& line : DowngradeLines(run, language)) {
    out += PlainElement("p", PlainText(line)) + "\n";
  }
  for (const CauseRecord& cause : run.causes) {
    out += PlainElement("p", PlainElement("strong", PlainText(cause.id)) + " " +
                                 PlainText(cause.sentence) + " " + PlainText(cause.hint)) +
           "\n";
  }
  for (const Remark& remark : RemarksOf(run)) {
    out += PlainElement("p", word("remarks_heading") + ": " +
                                 PlainElement("strong", PlainText(remark.id)) + " " +
                                 PlainText(remark.text) + " " + PlainText(remark.hint)) +
           "\n";
  }
  out += "<table>" + PlainRow("th", {word("verdict"), word("scenario"), word("behaviour"),
                                     word("close"), word("time"), ""});
  std::vector<const ScenarioRecord*> scenarios;
  for (const ScenarioRecord& scenario : run.scenarios) scenarios.push_back(&scenario);
  std::stable_partition(scenarios.begin(), scenarios.end(), [](const ScenarioRecord* scenario) {
    return scenario->verdict != Verdict::kPass && scenario->verdict != Verdict::kSkipped;
  });
  for (const ScenarioRecord* scenario : scenarios) {
    out += PlainRow(
        "td",
        {PlainText(ToString(scenario->verdict)),
         PlainText(scenario->name) + "<br>" + PlainText(InLanguage(scenario->title, run.language)),
         PlainText(ToString(scenario->behaviour)), PlainText(ToString(scenario->close)),
         PlainText(FormatDuration(scenario->evidence.durations.total)),
         PlainFindings(*scenario, language)});
  }
  return out + "</table>";
}

std::string PlainCaptureSummary(std::string_view title, std::span<const FlowRecord> connections,
                                std::string_view language) {
  const auto word = [&](const char* key) { return PlainWord(key, LanguageNamed(language)); };
  std::string out = PlainElement("p", word("plain_intro")) + PlainElement("h1", PlainText(title));
  out += "<table>" + PlainRow("th", {word("client"), word("server"), word("count_segments"),
                                     word("to_server"), word("to_client")});
  for (const FlowRecord& flow : connections.first(std::min(connections.size(), kMostConnections))) {
    out += PlainRow(
        "td", {PlainText(ToString(flow.client)), PlainText(ToString(flow.server)),
               std::to_string(flow.segment_count), std::to_string(flow.from_client.stream_bytes),
               std::to_string(flow.from_server.stream_bytes)});
  }
  out += "</table>";
  if (connections.size() <= kMostConnections) return out;
  return out + PlainElement(
                   "p", PlainText("... " + std::to_string(connections.size() - kMostConnections)));
}

}  // namespace echocheck
