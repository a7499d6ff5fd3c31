// SPDX-License-Identifier: MIT
// The first and the last segments of a flow. Inside of the layer.
#pragma once

#include <cstddef>
#include <vector>

#include "harness/base/bytes.h"
#include "harness/model/flow.h"

namespace echocheck {

// Allocates while it fills up, then no more.
class KeptSegments {
 public:
  KeptSegments(std::size_t head, std::size_t tail) : head_limit_(head), tail_limit_(tail) {}

  // `segment` without its preview, which is made here of `payload`, and only if it is kept.
  void Add(const FlowSegment& segment, BytesView payload);

  void MoveTo(FlowRecord& record);

 private:
  std::size_t head_limit_;
  std::size_t tail_limit_;
  std::vector<FlowSegment> head_;
  std::vector<FlowSegment> tail_;  // a ring
  std::size_t oldest_ = 0;         // in tail_, once that is full
};

}  // namespace echocheck
