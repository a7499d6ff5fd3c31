// SPDX-License-Identifier: MIT
#include "harness/report/byte_diff.h"

#include <algorithm>

#include "harness/base/code_point.h"

namespace echocheck {
namespace {

// The row with the difference and one on either side: more hides the place that matters.
constexpr std::size_t kRowsAround = 1;
constexpr std::size_t kColumnsPerByte = 4;  // "6f " and "o"

// `at` counts from the beginning of the window.
std::string HexAt(BytesView bytes, std::size_t at, bool is_difference) {
  if (at >= bytes.size()) return is_difference ? "--" : "  ";
  return ToHex(bytes.substr(at, 1));
}

// What stands in the columns of one byte or of all bytes of a character.
struct TextCell {
  std::string text;
  std::size_t bytes = 1;
};

// A character of UTF-8 takes no more columns than it has bytes; one that goes on in the next row,
// or is not printable, is a point for each byte. `end`: of the row.
TextCell TextAt(BytesView bytes, std::size_t at, std::size_t end) {
  if (at >= bytes.size()) return {" "};
  const BytesView rest = bytes.substr(at, end - at);
  if (Utf8Length(rest) == 0) return {"."};
  const CodePoint next = FirstCodePoint(rest);
  const std::size_t columns = ColumnsOf(next.value);
  if (!IsPrintable(next.value) || columns == 0) return {"."};
  return {std::string(rest.substr(0, next.bytes)) + std::string(next.bytes - columns, ' '),
          next.bytes};
}

class ByteDiff {
 public:
  ByteDiff(const StreamDifference& difference, std::size_t width, const Page& page)
      : difference_(difference),
        page_(page),
        expected_(page.Text("console.expected")),
        actual_(page.Text("console.actual")),
        label_(std::max(DisplayWidth(expected_), DisplayWidth(actual_)) + 2),
        per_row_(width >= label_ + 2 + 16 * kColumnsPerByte ? 16 : 8) {}

  std::vector<std::string> Render();

 private:
  std::string Row(std::string_view label, BytesView bytes, std::size_t first, Ink ink) const;
  std::string Marker(std::size_t first) const;
  std::size_t place() const {
    return static_cast<std::size_t>(difference_.offset - difference_.window_begin);
  }

  const StreamDifference& difference_;
  const Page& page_;
  std::string expected_;
  std::string actual_;
  std::size_t label_;
  std::size_t per_row_;
};

std::string ByteDiff::Row(std::string_view label, BytesView bytes, std::size_t first,
                          Ink ink) const {
  std::string hex;
  std::string text;
  const std::size_t end = first + per_row_;
  for (std::size_t at = first; at < end; ++at) {
    hex += page_.pen(at == place() ? ink : Ink::kPlain, HexAt(bytes, at, at == place())) + " ";
  }
  for (std::size_t at = first; at < end;) {
    const TextCell cell = TextAt(bytes, at, end);
    const bool is_here = place() >= at && place() < at + cell.bytes;
    text += page_.pen(is_here ? ink : Ink::kPlain, cell.text);
    at += cell.bytes;
  }
  std::string row = PadRight(label, label_) + hex + " " + text;
  row.erase(row.find_last_not_of(' ') + 1);
  return row;
}

std::string ByteDiff::Marker(std::size_t first) const {
  const std::size_t column = place() - first;
  const std::size_t hex = label_ + 3 * column;
  const std::size_t text = label_ + 3 * per_row_ + 1 + column;
  return std::string(hex, ' ') + page_.pen(Ink::kBad, "^^") + std::string(text - hex - 2, ' ') +
         page_.pen(Ink::kBad, "^");
}

std::vector<std::string> ByteDiff::Render() {
  std::vector<std::string> lines = {
      page_.Text("console.difference", {{"offset", difference_.offset}})};
  const std::size_t size =
      std::max({difference_.expected.size(), difference_.actual.size(), place() + 1});
  const std::size_t middle = place() / per_row_;
  const std::size_t last = std::min((size - 1) / per_row_, middle + kRowsAround);
  for (std::size_t row = middle - std::min(middle, kRowsAround); row <= last; ++row) {
    const std::size_t first = row * per_row_;
    const std::size_t end = std::min(first + per_row_, size);
    lines.push_back(page_.pen(
        Ink::kDim,
        page_.Text("console.difference_bytes", {{"first", difference_.window_begin + first},
                                                {"last", difference_.window_begin + end - 1}})));
    lines.push_back(Row(expected_, difference_.expected, first, Ink::kGood));
    lines.push_back(Row(actual_, difference_.actual, first, Ink::kBad));
    if (row == middle) lines.push_back(Marker(first));
  }
  return lines;
}

}  // namespace

std::vector<std::string> RenderByteDiff(const StreamDifference& difference, std::size_t width,
                                        const Page& page) {
  // A record from elsewhere may claim a difference outside of its window: then there is no picture.
  constexpr std::size_t kLargestWindow = 4096;
  if (difference.offset < difference.window_begin ||
      difference.offset - difference.window_begin > kLargestWindow) {
    return {page.Text("console.difference", {{"offset", difference.offset}})};
  }
  return ByteDiff(difference, width, page).Render();
}

}  // namespace echocheck
