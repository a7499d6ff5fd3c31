// SPDX-License-Identifier: MIT
// Of a capture's connections those that a page shows, and the sums of all. What it keeps does not
// grow with their number.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "harness/model/flow.h"

namespace echocheck {

class ConnectionSample {
 public:
  // Up to `all` of them are all shown. Of more, the first ones, half of that number, and as many of
  // the others in which there is most to look at.
  explicit ConnectionSample(std::size_t all) : all_(all) {}

  // In any order.
  void Add(FlowRecord&& flow);

  // In the order of their numbers. The sample has nothing more to show then.
  std::vector<FlowRecord> TakeShown();

  std::uint64_t count() const { return count_; }
  std::uint64_t closed() const { return closed_; }
  const FlowDirection& sum() const { return sum_; }

 private:
  void AddOdd(FlowRecord&& flow);

  std::size_t all_;
  std::uint64_t count_ = 0;
  std::uint64_t closed_ = 0;
  FlowDirection sum_;
  std::map<std::uint64_t, FlowRecord> first_;  // by number
  // By oddity, and of the same by number, the lowest last.
  std::map<std::pair<std::uint64_t, std::uint64_t>, FlowRecord> odd_;
};

}  // namespace echocheck
