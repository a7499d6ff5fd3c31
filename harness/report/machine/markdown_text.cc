// SPDX-License-Identifier: MIT
#include "harness/report/machine/markdown_text.h"

#include <algorithm>
#include <cstddef>

#include "harness/report/console_text.h"
#include "harness/report/machine/test_case.h"

namespace echocheck {
namespace {

// The longest run of backticks in `text`: what surrounds it has to be longer.
std::size_t LongestTicks(std::string_view text) {
  std::size_t longest = 0;
  std::size_t now = 0;
  for (const char letter : text) {
    now = letter == '`' ? now + 1 : 0;
    longest = std::max(longest, now);
  }
  return longest;
}

// GitHub makes links of "http://", "www." and addresses by itself, and escapes do not keep it from
// that: an empty comment between the letters does.
constexpr std::string_view kCut = "<!-- -->";

bool BeginsLink(std::string_view rest, std::string_view before) {
  if (rest[0] == '@') return true;
  if (rest.starts_with("://")) return true;
  if (rest[0] != '.' || before.size() < 3) return false;
  const std::string_view last = before.substr(before.size() - 3);
  return std::ranges::all_of(last, [](char letter) { return letter == 'w' || letter == 'W'; });
}

}  // namespace

std::string MarkdownPlain(BytesView text) {
  constexpr std::string_view kMarkup = "\\`*_{}[]()<>#+!|~&$=^\"";
  const std::string line = SafeLine(text);
  std::string out;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const std::string_view rest = std::string_view(line).substr(i);
    if (BeginsLink(rest, std::string_view(line).substr(0, i))) out += kCut;
    if (kMarkup.find(line[i]) != std::string_view::npos) out += '\\';
    out += line[i];
    if (line[i] == '@') out += kCut;
  }
  return out;
}

std::string MarkdownCode(BytesView text) {
  std::string line = SafeLine(text);
  // Nothing between two backticks, or nothing but blanks, is no span.
  const std::string fence(LongestTicks(line) + 1, '`');
  if (line.find_first_not_of(' ') == std::string::npos) return "(empty)";
  // One blank at either end is taken away again.
  const bool padded = line.front() == '`' || line.back() == '`' || line.front() == ' ';
  return padded ? fence + ' ' + line + ' ' + fence : fence + line + fence;
}

std::string MarkdownBlock(BytesView text) {
  const std::string lines = SafeText(text);
  const std::string fence(std::max<std::size_t>(3, LongestTicks(lines) + 1), '`');
  return fence + "text\n" + lines + (lines.ends_with('\n') ? "" : "\n") + fence + '\n';
}

std::string HtmlPlain(BytesView text) {
  std::string out;
  for (const char letter : SafeLine(text)) {
    switch (letter) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += letter;
    }
  }
  return out;
}

}  // namespace echocheck
