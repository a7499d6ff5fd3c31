// SPDX-License-Identifier: MIT
#include "harness/wire/kept_segments.h"

#include <algorithm>
#include <utility>

namespace echocheck {
namespace {

// Reuses the memory of the preview that was there.
void Assign(FlowSegment& slot, const FlowSegment& segment, BytesView payload) {
  Bytes preview = std::move(slot.preview);
  preview.assign(payload.substr(0, FlowSegment::kPreview));
  slot = segment;
  slot.preview = std::move(preview);
}

}  // namespace

void KeptSegments::Add(const FlowSegment& segment, BytesView payload) {
  if (head_.size() < head_limit_) {
    Assign(head_.emplace_back(), segment, payload);
  } else if (tail_.size() < tail_limit_) {
    Assign(tail_.emplace_back(), segment, payload);
  } else if (tail_limit_ > 0) {
    Assign(tail_[oldest_], segment, payload);
    oldest_ = (oldest_ + 1) % tail_limit_;
  }
}

void KeptSegments::MoveTo(FlowRecord& record) {
  std::rotate(tail_.begin(), tail_.begin() + static_cast<std::ptrdiff_t>(oldest_), tail_.end());
  oldest_ = 0;
  record.head = std::move(head_);
  record.tail = std::move(tail_);
}

}  // namespace echocheck
