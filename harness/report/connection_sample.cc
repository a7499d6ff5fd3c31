// SPDX-License-Identifier: MIT
#include "harness/report/connection_sample.h"

#include <algorithm>

#include "harness/report/connection_words.h"

namespace echocheck {
namespace {

bool IsClosed(TcpState state) { return state == TcpState::kClosed || state == TcpState::kTimeWait; }

void AddCounts(const FlowDirection& from, FlowDirection& sum) {
  for (const auto count :
       {&FlowDirection::segments, &FlowDirection::frame_bytes, &FlowDirection::stream_bytes,
        &FlowDirection::retransmissions, &FlowDirection::out_of_order,
        &FlowDirection::duplicate_acks, &FlowDirection::zero_windows, &FlowDirection::keep_alives,
        &FlowDirection::resets}) {
    sum.*count += from.*count;
  }
}

}  // namespace

void ConnectionSample::Add(FlowRecord&& flow) {
  ++count_;
  if (IsClosed(flow.client_state) && IsClosed(flow.server_state)) ++closed_;
  AddCounts(flow.from_client, sum_);
  AddCounts(flow.from_server, sum_);
  if (first_.size() == all_ && (all_ == 0 || flow.stream > first_.rbegin()->first)) {
    return AddOdd(std::move(flow));
  }
  const std::uint64_t stream = flow.stream;
  first_.emplace(stream, std::move(flow));
  if (first_.size() > all_) AddOdd(std::move(first_.extract(std::prev(first_.end())).mapped()));
}

void ConnectionSample::AddOdd(FlowRecord&& flow) {
  const std::uint64_t oddity = OddityOf(flow);
  if (oddity == 0) return;
  const std::pair key(oddity, ~flow.stream);
  if (odd_.size() == all_ && !odd_.empty() && key < odd_.begin()->first) return;
  odd_.emplace(key, std::move(flow));
  if (odd_.size() > all_) odd_.erase(odd_.begin());
}

std::vector<FlowRecord> ConnectionSample::TakeShown() {
  std::vector<FlowRecord> shown;
  const bool too_many = count_ > all_;
  const std::size_t limit = too_many ? all_ / 2 : all_;
  while (!first_.empty()) {
    FlowRecord flow = std::move(first_.extract(first_.begin()).mapped());
    if (shown.size() < limit) {
      shown.push_back(std::move(flow));
    } else {
      AddOdd(std::move(flow));
    }
  }
  while (!odd_.empty() && shown.size() < all_) {
    shown.push_back(std::move(odd_.extract(std::prev(odd_.end())).mapped()));
  }
  odd_.clear();
  std::ranges::sort(shown, {}, &FlowRecord::stream);
  return shown;
}

}  // namespace echocheck
