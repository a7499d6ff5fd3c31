// SPDX-License-Identifier: MIT
#include "harness/report/console_text.h"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

#include "harness/base/code_point.h"

namespace echocheck {
namespace {

// How many bytes from the start of `text` fit `width` columns.
std::size_t FittingBytes(std::string_view text, std::size_t width) {
  std::size_t bytes = 0;
  for (std::size_t columns = 0; bytes < text.size();) {
    const CodePoint next = FirstCodePoint(text.substr(bytes));
    columns += ColumnsOf(next.value);
    if (columns > width) break;
    bytes += next.bytes;
  }
  return bytes;
}

// Whether a line may end between two characters that stand side by side. Between words of Japanese
// there are no blanks; but no line begins with a closing mark or a small letter, and none ends with
// an opening mark.
bool MayPart(char32_t before, char32_t next) {
  constexpr std::u32string_view kNotFirst =
      U"、。，．・：；？！」』）］｝〉》】ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ),.:;?!%]}\"'/";
  constexpr std::u32string_view kNotLast = U"「『（［｛〈《【([{\"'/-";
  if (before == ' ' || ColumnsOf(next) == 0) return false;
  if (ColumnsOf(before) < 2 && ColumnsOf(next) < 2) return false;
  return kNotFirst.find(next) == kNotFirst.npos && kNotLast.find(before) == kNotLast.npos;
}

// The last place, at most `limit`, at which a line may end: at a blank or between wide characters.
// 0: there is none.
std::size_t LastBreak(std::string_view text, std::size_t limit) {
  std::size_t place = 0;
  char32_t before = ' ';
  for (std::size_t at = 0; at < text.size() && at <= limit;) {
    const CodePoint next = FirstCodePoint(text.substr(at));
    if (at > 0 && (next.value == ' ' || MayPart(before, next.value))) place = at;
    before = next.value;
    at += next.bytes;
  }
  return place;
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
    columns += ColumnsOf(next.value);
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
      const std::size_t place = LastBreak(safe_text, bytes);
      if (place > 0) {
        bytes = place;
        skip = safe_text[place] == ' ' ? 1 : 0;
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
