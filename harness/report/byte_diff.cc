// SPDX-License-Identifier: MIT
#include "harness/report/byte_diff.h"

#include <algorithm>

#include <fmt/format.h>

#include "harness/report/wording.h"

namespace echocheck {
namespace {

// The row with the difference and one on either side: more hides the place that matters.
constexpr std::size_t kRowsAround = 1;
constexpr std::size_t kColumnsPerByte = 4;  // "6f " and "o"

struct Cell {
  std::string hex = "  ";
  char text = ' ';
};

// `at` counts from the beginning of the window.
Cell CellAt(BytesView bytes, std::size_t at, bool is_difference) {
  if (at >= bytes.size()) return is_difference ? Cell{"--", ' '} : Cell{};
  const char byte = bytes[at];
  const bool printable = byte >= 0x20 && byte < 0x7f;
  return {ToHex(bytes.substr(at, 1)), printable ? byte : '.'};
}

class ByteDiff {
 public:
  ByteDiff(const StreamDifference& difference, std::size_t width, const Page& page)
      : difference_(difference),
        page_(page),
        label_(std::max(DisplayWidth(page.words.expected), DisplayWidth(page.words.actual)) + 2),
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
  std::size_t label_;
  std::size_t per_row_;
};

std::string ByteDiff::Row(std::string_view label, BytesView bytes, std::size_t first,
                          Ink ink) const {
  std::string hex;
  std::string text;
  for (std::size_t at = first; at < first + per_row_; ++at) {
    const Cell cell = CellAt(bytes, at, at == place());
    const Ink cell_ink = at == place() ? ink : Ink::kPlain;
    hex += page_.pen(cell_ink, cell.hex) + " ";
    text += page_.pen(cell_ink, std::string_view(&cell.text, 1));
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
  const Wording& words = page_.words;
  std::vector<std::string> lines = {
      fmt::format(fmt::runtime(words.difference), fmt::arg("offset", difference_.offset))};
  const std::size_t size =
      std::max({difference_.expected.size(), difference_.actual.size(), place() + 1});
  const std::size_t middle = place() / per_row_;
  const std::size_t last = std::min((size - 1) / per_row_, middle + kRowsAround);
  for (std::size_t row = middle - std::min(middle, kRowsAround); row <= last; ++row) {
    const std::size_t first = row * per_row_;
    const std::size_t end = std::min(first + per_row_, size);
    lines.push_back(
        page_.pen(Ink::kDim, fmt::format(fmt::runtime(words.difference_bytes),
                                         fmt::arg("first", difference_.window_begin + first),
                                         fmt::arg("last", difference_.window_begin + end - 1))));
    lines.push_back(Row(words.expected, difference_.expected, first, Ink::kGood));
    lines.push_back(Row(words.actual, difference_.actual, first, Ink::kBad));
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
    return {
        fmt::format(fmt::runtime(page.words.difference), fmt::arg("offset", difference.offset))};
  }
  return ByteDiff(difference, width, page).Render();
}

}  // namespace echocheck
