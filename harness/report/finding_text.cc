// SPDX-License-Identifier: MIT
#include "harness/report/finding_text.h"

#include <algorithm>
#include <cstddef>

#include "harness/report/byte_diff.h"

namespace echocheck {
namespace {

constexpr std::size_t kMargin = 2;
constexpr std::size_t kDetailIndent = 8;
constexpr std::size_t kLevelWidth = 6;  // "SHOULD"
constexpr std::size_t kMostLines = 8;   // of one text; the report has all of it
constexpr std::size_t kMostNumbers = 12;

constexpr std::string_view kExpected = "console.expected";
constexpr std::string_view kActual = "console.actual";
constexpr std::string_view kFrames = "console.frames";
constexpr std::string_view kPorts = "console.ports";
constexpr std::string_view kSource = "console.source";
constexpr std::string_view kCause = "console.cause";
constexpr std::string_view kHint = "console.hint";

struct ColumnWidths {
  std::size_t verdict = 0;
  std::size_t check = 0;
};

template <class Number>
std::string JoinNumbers(const std::vector<Number>& numbers, const Page& page) {
  std::string text;
  for (std::size_t i = 0; i < std::min(numbers.size(), kMostNumbers); ++i) {
    text += (i > 0 ? ", " : "") + std::to_string(numbers[i]);
  }
  if (numbers.size() > kMostNumbers) {
    text += " " + page.Text("console.and_more", {{"count", numbers.size() - kMostNumbers}});
  }
  return text;
}

std::string CheckName(const Finding& finding) {
  constexpr std::size_t kLongest = 24;
  return CutToWidth(SafeLine(finding.check), kLongest);
}

std::size_t LabelWidth(const Page& page) {
  std::size_t width = 0;
  for (const std::string_view label :
       {kExpected, kActual, kFrames, kPorts, kSource, kCause, kHint}) {
    width = std::max(width, DisplayWidth(page.Text(label)));
  }
  return width + 2;
}

std::string Headline(const Finding& finding, const ColumnWidths& columns, const Page& page) {
  const std::string_view verdict = ToString(finding.verdict);
  std::string line(kMargin, ' ');
  line += page.pen(InkOf(finding.verdict), verdict);
  line += std::string(columns.verdict + 2 - verdict.size(), ' ');
  line += PadRight(CheckName(finding), columns.check + 2);
  line += page.pen(Ink::kDim, PadRight(ToString(finding.level), kLevelWidth + 2));
  const std::size_t indent = kMargin + columns.verdict + 2 + columns.check + 2 + kLevelWidth + 2;
  return line + LabelledText("", finding.summary, indent, Ink::kPlain, page);
}

std::string Details(const Finding& finding, const Page& page) {
  const Evidence& evidence = finding.evidence;
  const std::size_t indent = kDetailIndent + LabelWidth(page);
  const auto detail = [&](std::string_view label, BytesView text, Ink ink) {
    if (text.empty()) return std::string();
    return std::string(kDetailIndent, ' ') +
           LabelledText(page.Text(label), text, indent, ink, page);
  };
  std::string out = detail(kExpected, finding.expected, Ink::kGood);
  out += detail(kActual, finding.actual, Ink::kBad);
  if (evidence.difference) {
    for (const std::string& line :
         RenderByteDiff(*evidence.difference, page.width - kDetailIndent, page)) {
      out += std::string(kDetailIndent, ' ') + line + '\n';
    }
  }
  out += detail(kFrames, JoinNumbers(evidence.frames, page), Ink::kPlain);
  out += detail(kPorts, JoinNumbers(evidence.ports, page), Ink::kPlain);
  if (finding.cause) {
    out += detail(kCause, finding.cause->id + ": " + finding.cause->sentence, Ink::kBold);
    out += detail(kHint, finding.cause->hint, Ink::kPlain);
  }
  out += detail(kSource, finding.source, Ink::kDim);
  return out;
}

}  // namespace

Ink InkOf(Verdict verdict) {
  switch (verdict) {
    case Verdict::kPass:
      return Ink::kGood;
    case Verdict::kFail:
    case Verdict::kError:
      return Ink::kBad;
    case Verdict::kWarn:
    case Verdict::kInconclusive:
    case Verdict::kSkipped:
      return Ink::kDoubt;
  }
  return Ink::kDoubt;
}

std::string LabelledText(std::string_view label, BytesView text, std::size_t indent, Ink ink,
                         const Page& page) {
  std::vector<std::string> lines;
  for (const std::string& line : SafeLines(text)) {
    for (std::string& piece : WrapToWidth(line, page.width - indent)) {
      lines.push_back(std::move(piece));
    }
  }
  const bool cut = lines.size() > kMostLines;
  if (cut) lines.resize(kMostLines);
  std::string out = label.empty() ? "" : PadRight(label, LabelWidth(page));
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (i > 0) out += std::string(indent, ' ');
    if (cut && i + 1 == lines.size()) lines[i] = CutToWidth(lines[i] + "...", page.width - indent);
    out += page.pen(ink, lines[i]) + '\n';
  }
  if (lines.empty()) out += '\n';
  return out;
}

std::string RenderFindings(const std::vector<Finding>& findings, bool all_details,
                           const Page& page) {
  ColumnWidths columns;
  for (const Finding& finding : findings) {
    columns.verdict = std::max(columns.verdict, ToString(finding.verdict).size());
    columns.check = std::max(columns.check, DisplayWidth(CheckName(finding)));
  }
  std::string out;
  for (const Finding& finding : findings) {
    out += Headline(finding, columns, page);
    const bool matters = finding.verdict == Verdict::kFail || finding.verdict == Verdict::kWarn;
    if (matters || all_details) out += Details(finding, page);
  }
  return out;
}

}  // namespace echocheck
