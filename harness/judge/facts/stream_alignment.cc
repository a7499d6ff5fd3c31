// SPDX-License-Identifier: MIT
#include "harness/judge/facts/stream_alignment.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace echocheck {
namespace {

// The table below is this wide and high at most: 128 KiB, and far below a millisecond. Longer
// insertions are found by the two linear tests that come first.
constexpr std::size_t kWindow = 256;

std::size_t CommonPrefix(BytesView a, BytesView b) {
  const auto end = std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first;
  return static_cast<std::size_t>(end - a.begin());
}

bool IsSubsequence(BytesView part, BytesView whole) {
  std::size_t found = 0;
  for (const char byte : whole) {
    if (found < part.size() && part[found] == byte) ++found;
  }
  return found == part.size();
}

StreamPart Shorten(StreamPart part, std::size_t from) {
  const BytesView rest = part.bytes.substr(from);
  return {rest.substr(0, kWindow), part.cut || rest.size() > kWindow};
}

// Edit distance (Wagner and Fischer, 1974) with free ends: sent bytes behind the last received one
// may still be on their way, and what lies behind a cut is not known.
class EditTable {
 public:
  EditTable(StreamPart sent, StreamPart received)
      : sent_(sent.bytes), received_(received.bytes), width_(received_.size() + 1) {
    costs_.resize((sent_.size() + 1) * width_);
    for (std::size_t row = 0; row <= sent_.size(); ++row) {
      for (std::size_t column = 0; column < width_; ++column) Fill(row, column);
    }
    ChooseEnd(sent.cut);
  }

  // Walks back from the end and counts what was done on the way.
  StreamAlignment CountEdits() const {
    StreamAlignment edits;
    std::size_t row = end_row_;
    std::size_t column = end_column_;
    while (row > 0 || column > 0) {
      const unsigned cost = At(row, column);
      if (row > 0 && column > 0 && cost == At(row - 1, column - 1) + Differ(row, column)) {
        edits.replaced += Differ(row, column);
        --row;
        --column;
      } else if (row > 0 && cost == At(row - 1, column) + 1) {
        ++edits.missing;
        --row;
      } else {
        ++edits.extra;
        --column;
      }
    }
    return edits;
  }

 private:
  unsigned At(std::size_t row, std::size_t column) const { return costs_[row * width_ + column]; }
  unsigned Differ(std::size_t row, std::size_t column) const {
    return sent_[row - 1] == received_[column - 1] ? 0 : 1;
  }

  void Fill(std::size_t row, std::size_t column) {
    unsigned cost = 0;
    if (row == 0 || column == 0) {
      cost = static_cast<unsigned>(row + column);
    } else {
      cost = std::min({At(row - 1, column - 1) + Differ(row, column), At(row - 1, column) + 1,
                       At(row, column - 1) + 1});
    }
    costs_[row * width_ + column] = static_cast<std::uint16_t>(cost);
  }

  // Among equally cheap ends the one that explains most of what was sent: a single wrong byte is
  // taken for a replaced one.
  void ChooseEnd(bool sent_cut) {
    end_row_ = sent_.size();
    end_column_ = received_.size();
    const auto consider = [this](std::size_t row, std::size_t column) {
      if (At(row, column) >= At(end_row_, end_column_)) return;
      end_row_ = row;
      end_column_ = column;
    };
    for (std::size_t row = sent_.size(); row-- > 0;) consider(row, received_.size());
    if (!sent_cut) return;
    for (std::size_t column = received_.size(); column-- > 0;) consider(sent_.size(), column);
  }

  BytesView sent_;
  BytesView received_;
  std::size_t width_;
  std::vector<std::uint16_t> costs_;
  std::size_t end_row_ = 0;
  std::size_t end_column_ = 0;
};

// Is `received` without the `lead` bytes at `at` a beginning of `sent`?
bool PrefixWithout(BytesView received, std::size_t at, std::uint64_t lead, StreamPart sent) {
  if (lead == 0) return false;
  const auto skipped =
      static_cast<std::size_t>(std::min<std::uint64_t>(lead, received.size() - at));
  const BytesView rest = received.substr(at + skipped);
  const BytesView wanted = sent.bytes.substr(at);
  if (sent.cut && rest.size() > wanted.size()) return rest.starts_with(wanted);
  return wanted.starts_with(rest);
}

}  // namespace

StreamAlignment Align(StreamPart sent, StreamPart received, std::uint64_t lead) {
  const std::size_t same = CommonPrefix(sent.bytes, received.bytes);
  const bool all_received_fits = same == received.bytes.size();
  if (all_received_fits && same == sent.bytes.size()) return {};
  if (all_received_fits) {
    // Behind a cut the rest may well be there: nothing speaks against it.
    if (received.cut) return {};
    return {StreamRelation::kTruncated, same, 0, 0, 0};
  }
  if (same == sent.bytes.size() && sent.cut) return {};

  if (!sent.cut && IsSubsequence(sent.bytes, received.bytes)) {
    return {StreamRelation::kExtra, same, received.bytes.size() - sent.bytes.size(), 0, 0};
  }
  if (PrefixWithout(received.bytes, same, lead, sent)) {
    const auto extra = std::min<std::uint64_t>(lead, received.bytes.size() - same);
    return {StreamRelation::kExtra, same, extra, 0, 0};
  }
  StreamAlignment alignment = EditTable(Shorten(sent, same), Shorten(received, same)).CountEdits();
  const bool only_extra = alignment.missing == 0 && alignment.replaced == 0;
  alignment.relation = only_extra ? StreamRelation::kExtra : StreamRelation::kChanged;
  alignment.offset = same;
  return alignment;
}

}  // namespace echocheck
