// SPDX-License-Identifier: MIT
#include "harness/report/console_text.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include <fmt/format.h>

namespace echocheck {
namespace {

struct CodePoint {
  char32_t value;
  std::size_t bytes;
};

// The code point at the start of non-empty, well-formed UTF-8.
CodePoint FirstCodePoint(std::string_view text) {
  const auto at = [&](std::size_t i) -> char32_t {
    return i < text.size() ? static_cast<unsigned char>(text[i]) & 0x3fU : 0U;
  };
  const auto lead = static_cast<unsigned char>(text[0]);
  if (lead < 0x80) return {lead, 1};
  if (lead < 0xe0) return {((lead & 0x1fU) << 6) | at(1), std::min<std::size_t>(2, text.size())};
  if (lead < 0xf0) {
    return {((lead & 0x0fU) << 12) | (at(1) << 6) | at(2), std::min<std::size_t>(3, text.size())};
  }
  return {((lead & 0x07U) << 18) | (at(1) << 12) | (at(2) << 6) | at(3),
          std::min<std::size_t>(4, text.size())};
}

using Ranges = std::pair<char32_t, char32_t>;

template <std::size_t kCount>
bool IsIn(const Ranges (&ranges)[kCount], char32_t value) {
  return std::ranges::any_of(
      ranges, [&](const Ranges& range) { return value >= range.first && value <= range.second; });
}

// Characters with which text can pretend to be other text: marks of direction, invisible ones,
// line separators (Unicode Technical Report 36); and the two that XML 1.0 has no spelling for.
bool IsDeceptive(char32_t value) {
  static constexpr Ranges kDeceptive[] = {
      {0xad, 0xad},     {0x61c, 0x61c},   {0x180e, 0x180e},   {0x200b, 0x200f}, {0x2028, 0x202e},
      {0x2060, 0x206f}, {0xfeff, 0xfeff}, {0xe0000, 0xe007f}, {0xfff9, 0xfffb}, {0xfffe, 0xffff}};
  return IsIn(kDeceptive, value);
}

// Unicode Standard Annex 11, in the blocks that terminals agree on.
std::size_t Columns(char32_t value) {
  static constexpr Ranges kCombining[] = {
      {0x300, 0x36f}, {0x1ab0, 0x1aff}, {0x20d0, 0x20ff}, {0x3099, 0x309a}, {0xfe00, 0xfe0f}};
  static constexpr Ranges kWide[] = {{0x1100, 0x115f},   {0x2e80, 0x303e},   {0x3041, 0xa4cf},
                                     {0xac00, 0xd7a3},   {0xf900, 0xfaff},   {0xfe30, 0xfe6f},
                                     {0xff00, 0xff60},   {0xffe0, 0xffe6},   {0x1f300, 0x1f64f},
                                     {0x1f680, 0x1f6ff}, {0x1f900, 0x1f9ff}, {0x20000, 0x3fffd}};
  if (value < 0x300) return 1;
  if (IsIn(kCombining, value)) return 0;
  return IsIn(kWide, value) ? 2 : 1;
}

// How many bytes from the start of `text` fit `width` columns.
std::size_t FittingBytes(std::string_view text, std::size_t width) {
  std::size_t bytes = 0;
  for (std::size_t columns = 0; bytes < text.size();) {
    const CodePoint next = FirstCodePoint(text.substr(bytes));
    columns += Columns(next.value);
    if (columns > width) break;
    bytes += next.bytes;
  }
  return bytes;
}

// Where the text of a line's last column begins.
std::size_t LastColumn(std::string_view line) {
  const std::size_t word = std::min(line.find_first_not_of(' '), line.size());
  const std::size_t gap = line.find("  ", word);
  return gap == std::string_view::npos ? word
                                       : std::min(line.find_first_not_of(' ', gap), line.size());
}

}  // namespace

std::string SafeLine(BytesView text) {
  const std::string escaped = EscapeText(text);
  std::string line;
  for (std::string_view rest = escaped; !rest.empty();) {
    const CodePoint next = FirstCodePoint(rest);
    if (next.value == '\n') {
      line += "\\n";
    } else if (next.value == '\t') {
      line += "    ";  // a real tab would leave the width unknown
    } else if (IsDeceptive(next.value)) {
      fmt::format_to(std::back_inserter(line), "\\u{{{:x}}}", static_cast<unsigned>(next.value));
    } else {
      line += rest.substr(0, next.bytes);
    }
    rest.remove_prefix(next.bytes);
  }
  return line;
}

std::vector<std::string> SafeLines(BytesView text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.push_back(SafeLine(text.substr(0, end)));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

std::size_t DisplayWidth(std::string_view safe_text) {
  std::size_t columns = 0;
  while (!safe_text.empty()) {
    const CodePoint next = FirstCodePoint(safe_text);
    columns += Columns(next.value);
    safe_text.remove_prefix(next.bytes);
  }
  return columns;
}

std::string CutToWidth(std::string_view safe_text, std::size_t width) {
  constexpr std::string_view kCut = "...";
  if (FittingBytes(safe_text, width) == safe_text.size()) return std::string(safe_text);
  if (width < kCut.size()) return std::string(kCut.substr(0, width));
  std::string cut(safe_text.substr(0, FittingBytes(safe_text, width - kCut.size())));
  return cut += kCut;
}

std::vector<std::string> WrapToWidth(std::string_view safe_text, std::size_t width) {
  std::vector<std::string> lines;
  const std::size_t room = std::max<std::size_t>(width, 2);  // the widest character fits
  while (!safe_text.empty()) {
    std::size_t bytes = FittingBytes(safe_text, room);
    std::size_t skip = 0;
    if (bytes < safe_text.size()) {
      const std::size_t blank = safe_text.rfind(' ', bytes);
      if (blank != std::string_view::npos && blank > 0) {
        bytes = blank;
        skip = 1;
      }
    }
    lines.emplace_back(safe_text.substr(0, bytes));
    safe_text.remove_prefix(bytes + skip);
  }
  return lines;
}

std::string WrapTable(std::string_view safe_text, std::size_t width) {
  constexpr std::size_t kNarrowest = 20;  // a column that is worth it
  std::string wrapped;
  while (!safe_text.empty()) {
    const std::string_view line = safe_text.substr(0, safe_text.find('\n'));
    safe_text.remove_prefix(std::min(line.size() + 1, safe_text.size()));
    const std::size_t column = LastColumn(line);
    if (DisplayWidth(line) <= width || column + kNarrowest > width) {
      wrapped += std::string(line) + "\n";
      continue;
    }
    std::string begin(line.substr(0, column));
    for (const std::string& part : WrapToWidth(line.substr(column), width - column)) {
      wrapped += begin + part + "\n";
      begin.assign(column, ' ');
    }
  }
  return wrapped;
}

std::string PadRight(std::string_view safe_text, std::size_t width) {
  const std::size_t columns = DisplayWidth(safe_text);
  return std::string(safe_text) + std::string(width > columns ? width - columns : 0, ' ');
}

std::string PadLeft(std::string_view safe_text, std::size_t width) {
  const std::size_t columns = DisplayWidth(safe_text);
  return std::string(width > columns ? width - columns : 0, ' ') + std::string(safe_text);
}

std::string FormatDuration(Nanoseconds duration) {
  const double milliseconds = static_cast<double>(duration.count()) / 1e6;
  if (milliseconds < 1) return fmt::format("{:.3f} ms", milliseconds);
  if (milliseconds < 1000) return fmt::format("{:.1f} ms", milliseconds);
  return fmt::format("{:.2f} s", milliseconds / 1000);
}

std::string Pen::operator()(Ink ink, std::string_view safe_text) const {
  if (!color_ || ink == Ink::kPlain || safe_text.empty()) return std::string(safe_text);
  // In the order of Ink.
  static constexpr std::string_view kCodes[] = {"0", "2", "1", "32", "1;31", "33", "36", "35"};
  return fmt::format("\x1b[{}m{}\x1b[0m", kCodes[static_cast<std::size_t>(ink)], safe_text);
}

}  // namespace echocheck
