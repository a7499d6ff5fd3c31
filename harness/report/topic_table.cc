// SPDX-License-Identifier: MIT
#include "harness/report/topic_table.h"

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "harness/report/finding_text.h"
#include "harness/report/topics.h"

namespace echocheck {
namespace {

constexpr std::size_t kLongestTopic = 20;
constexpr std::size_t kGap = 2;

// One text a line, the heading first.
using Column = std::vector<std::pair<std::string, Ink>>;

std::size_t WidthOf(const Column& column) {
  std::size_t width = 0;
  for (const auto& [text, ink] : column) width = std::max(width, DisplayWidth(text));
  return kGap + width;
}

// As many of `columns` as there is room for: the last ones matter least.
void AddColumns(const std::vector<Column>& columns, std::size_t room,
                std::vector<std::string>& lines, const Page& page) {
  for (const Column& column : columns) {
    const std::size_t width = WidthOf(column);
    if (width > room) return;
    room -= width;
    for (std::size_t i = 0; i < column.size(); ++i) {
      const auto& [text, ink] = column[i];
      lines[i] += std::string(width - DisplayWidth(text), ' ') + page.pen(ink, text);
    }
  }
}

}  // namespace

std::string RenderTopics(const RunRecord& run, const Page& page) {
  const std::vector<Topic> topics =
      TopicsOf(run, page.Text("console.topic_top"), page.Text("console.topic_all"));
  std::size_t widest = 0;
  for (const Topic& topic : topics) widest = std::max(widest, DisplayWidth(topic.name));
  widest = std::min(widest, kLongestTopic);
  std::vector<std::string> lines = {std::string(kGap + widest, ' ')};
  for (const Topic& topic : topics) {
    lines.push_back(std::string(kGap, ' ') + PadRight(CutToWidth(topic.name, widest), widest));
  }
  std::vector<Column> columns;
  const auto add = [&](const std::string& heading, auto text_of) {
    Column& column = columns.emplace_back();
    column.emplace_back(heading, Ink::kDim);
    for (const Topic& topic : topics) column.push_back(text_of(topic));
  };
  for (std::size_t verdict = 0; verdict <= Topic::kVerdicts; ++verdict) {
    const auto counted = [&](const Topic& topic) { return topic.counts.at(verdict) > 0; };
    if (std::ranges::none_of(topics, counted)) continue;
    const bool known = verdict == Topic::kKnown;
    const Ink ink = known ? Ink::kDoubt : InkOf(static_cast<Verdict>(verdict));
    add(known ? page.Text("console.known_word")
              : std::string(ToString(static_cast<Verdict>(verdict))),
        [&](const Topic& topic) {
          return counted(topic) ? std::pair(std::to_string(topic.counts.at(verdict)), ink)
                                : std::pair(std::string("-"), Ink::kDim);
        });
  }
  add(page.Text("console.points"), [](const Topic& topic) {
    return std::pair(fmt::format("{}/{}", topic.earned, topic.possible), Ink::kPlain);
  });
  add(page.Text("console.time"),
      [](const Topic& topic) { return std::pair(FormatDuration(topic.time), Ink::kDim); });
  AddColumns(columns, page.width - kGap - widest, lines, page);
  std::string out;
  for (const std::string& line : lines) out += line + '\n';
  return out;
}

}  // namespace echocheck
