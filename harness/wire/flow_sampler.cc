// SPDX-License-Identifier: MIT
#include "harness/wire/flow_sampler.h"

#include <algorithm>

namespace echocheck {
namespace {

// `later` follows `sample` and takes its interval in.
void Merge(FlowSample& sample, const FlowSample& later) {
  const FlowSample before = sample;
  sample = later;
  sample.client_zero_window += before.client_zero_window;
  sample.server_zero_window += before.server_zero_window;
  if (before.longest_wait >= later.longest_wait) {
    sample.longest_wait = before.longest_wait;
    sample.wait_end = before.wait_end;
  }
}

}  // namespace

void FlowSampler::Pass(Progress now) {
  if (before_) now.time = std::max(now.time, before_->time);
  before_ = now;
}

void FlowSampler::Add(Progress now) {
  if (before_) now.time = std::max(now.time, before_->time);
  FlowSample next;
  next.time = next.wait_end = now.time;
  next.sent = now.sent;
  next.acknowledged = now.acknowledged;
  next.echoed = now.echoed;
  if (before_) {
    next.longest_wait = now.time - before_->time;
    if (before_->client_window_zero) next.client_zero_window = next.longest_wait;
    if (before_->server_window_zero) next.server_zero_window = next.longest_wait;
  }
  Merge(SampleAt(now.time), next);
  before_ = now;
}

FlowSample& FlowSampler::SampleAt(Nanoseconds time) {
  if (samples_.empty()) begin_ = time;
  while ((time - begin_) / static_cast<std::int64_t>(kMost) >= interval_) DoubleInterval();
  const auto interval_of = [&](Nanoseconds moment) { return (moment - begin_) / interval_; };
  if (samples_.empty() || interval_of(time) > interval_of(samples_.back().time)) {
    samples_.emplace_back();
  }
  return samples_.back();
}

void FlowSampler::DoubleInterval() {
  interval_ *= 2;
  std::size_t last = 0;
  for (std::size_t at = 1; at < samples_.size(); ++at) {
    const bool together =
        (samples_[last].time - begin_) / interval_ == (samples_[at].time - begin_) / interval_;
    if (together) {
      Merge(samples_[last], samples_[at]);
    } else {
      samples_[++last] = samples_[at];
    }
  }
  if (!samples_.empty()) samples_.resize(last + 1);
}

}  // namespace echocheck
