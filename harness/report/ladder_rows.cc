// SPDX-License-Identifier: MIT
#include "harness/report/ladder_rows.h"

#include <algorithm>
#include <cstddef>

namespace echocheck {
namespace {

constexpr std::size_t kShortFlow = 40;  // segments: about two screens
constexpr std::size_t kEnds = 6;        // handshake and first answer; last data and both FINs
constexpr std::size_t kAround = 1;      // neighbours of a marked frame that are shown
constexpr std::size_t kMostMarked = 12;
constexpr std::size_t kShortRun = 2;  // folding fewer would save nothing

std::vector<bool> Shown(const std::vector<const FlowSegment*>& segments,
                        const std::set<std::uint64_t>& marked) {
  std::vector<bool> shown(segments.size());
  std::size_t marks = 0;
  for (std::size_t i = 0; i < segments.size(); ++i) {
    if (i < kEnds || i + kEnds >= segments.size() || !IsBulk(segments[i]->role)) shown[i] = true;
    if (!marked.contains(segments[i]->frame) || ++marks > kMostMarked) continue;
    const std::size_t end = std::min(segments.size(), i + kAround + 1);
    for (std::size_t j = i - std::min(i, kAround); j < end; ++j) shown[j] = true;
  }
  return shown;
}

LadderRow FoldedRun(const std::vector<const FlowSegment*>& segments, std::size_t begin,
                    std::size_t end) {
  LadderRow row;
  row.folded = end - begin;
  for (std::size_t i = begin; i < end; ++i) {
    const FlowSegment& segment = *segments[i];
    if (segment.role == SegmentRole::kRetransmission) continue;  // each byte counts once
    (segment.from == Side::kClient ? row.bytes_to_server : row.bytes_to_client) += segment.length;
  }
  return row;
}

}  // namespace

bool IsBulk(SegmentRole role) {
  switch (role) {
    case SegmentRole::kData:
    case SegmentRole::kAck:
    case SegmentRole::kRetransmission:
    case SegmentRole::kWindowUpdate:
    case SegmentRole::kDuplicateAck:
    case SegmentRole::kOutOfOrder:
    case SegmentRole::kKeepAlive:
    case SegmentRole::kKeepAliveAck:
    case SegmentRole::kZeroWindowProbe:
      return true;
    case SegmentRole::kSyn:
    case SegmentRole::kSynAck:
    case SegmentRole::kHandshakeAck:
    case SegmentRole::kDataFin:
    case SegmentRole::kFin:
    case SegmentRole::kFinAck:
    case SegmentRole::kReset:
      return false;
  }
  return false;
}

std::vector<LadderRow> RowsOf(const FlowRecord& flow, const std::set<std::uint64_t>& marked,
                              bool whole) {
  std::vector<const FlowSegment*> segments;
  for (const FlowSegment& segment : flow.head) segments.push_back(&segment);
  for (const FlowSegment& segment : flow.tail) segments.push_back(&segment);
  const bool all_kept = flow.segment_count <= segments.size();
  const bool fold = !whole && flow.segment_count > kShortFlow;
  const std::vector<bool> shown =
      fold ? Shown(segments, marked) : std::vector<bool>(segments.size(), true);

  std::vector<LadderRow> rows;
  for (std::size_t i = 0; i < segments.size();) {
    if (i == flow.head.size() && !all_kept) {
      LadderRow gap;
      gap.folded = flow.segment_count - segments.size();
      gap.not_kept = true;
      rows.push_back(gap);
    }
    // A run must not reach over the gap: that has a line of its own.
    const std::size_t limit = i < flow.head.size() ? flow.head.size() : segments.size();
    std::size_t end = i;
    while (end < limit && !shown[end]) ++end;
    if (end - i > kShortRun) {
      rows.push_back(FoldedRun(segments, i, end));
      i = end;
      continue;
    }
    LadderRow row;
    row.segment = segments[i];
    const bool after_gap = i == flow.head.size() && !all_kept;
    row.previous = i > 0 && !after_gap ? segments[i - 1] : nullptr;
    rows.push_back(row);
    ++i;
  }
  return rows;
}

}  // namespace echocheck
