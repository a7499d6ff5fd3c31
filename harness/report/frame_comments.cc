// SPDX-License-Identifier: MIT
#include "harness/report/frame_comments.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "harness/report/console_text.h"
#include "harness/report/explain.h"
#include "harness/words/sentence.h"

namespace echocheck {
namespace {

// Columns of one statement: two lines or so where Wireshark shows it. The report has all of it.
constexpr std::size_t kLongestStatement = 240;

template <class... Words>
std::string Statement(fmt::format_string<Words...> format, Words&&... words) {
  const std::string text = fmt::format(format, std::forward<Words>(words)...);
  return CutToWidth(SafeLine(text), kLongestStatement);
}

void AddLine(std::string_view line, std::string& text) {
  if (!text.empty()) text += '\n';
  text += line;
}

}  // namespace

FrameComments::FrameComments(Language language, const std::vector<Finding>& findings)
    : language_(language) {
  for (const Finding& finding : findings) {
    for (const std::uint64_t frame : finding.evidence.frames) {
      named_.emplace_back(frame, findings_.size());
    }
    Statements& said = findings_.emplace_back();
    said.finding =
        Statement("{} {}: {}", ToString(finding.verdict), finding.check, finding.summary);
    if (!finding.cause) continue;
    said.cause = Statement("{} {}: {}", ToText(Say("console.cause"), language), finding.cause->id,
                           finding.cause->sentence);
  }
  std::ranges::sort(named_);
  named_.erase(std::unique(named_.begin(), named_.end()), named_.end());
}

void FrameComments::Add(std::uint64_t connection, const FlowSegment& segment) {
  const auto [latest, is_first] = latest_.try_emplace(connection);
  FlowSegment& previous = latest->second;
  frame_ = segment.frame;
  explanation_ = Explain(segment, is_first ? nullptr : &previous, language_);
  // Who is the client is then a guess, as it is in the ladder, which says so, too.
  if (is_first && (segment.flags & tcp_flag::kSyn) == 0) {
    explanation_ += fmt::format("\n({})", ToText(Say("ladder.no_handshake"), language_));
  }
  previous = segment;
  previous.preview.clear();
}

std::string FrameComments::Of(std::uint64_t frame) const {
  std::string text = frame_ == frame ? explanation_ : "";
  std::vector<std::string_view> causes;  // several findings may have the same one
  auto named = std::ranges::lower_bound(named_, std::pair(frame, std::size_t{0}));
  for (; named != named_.end() && named->first == frame; ++named) {
    const Statements& said = findings_[named->second];
    AddLine(said.finding, text);
    const bool is_new =
        !said.cause.empty() && std::ranges::find(causes, said.cause) == causes.end();
    if (is_new) causes.push_back(said.cause);
  }
  for (const std::string_view cause : causes) AddLine(cause, text);
  return text;
}

}  // namespace echocheck
