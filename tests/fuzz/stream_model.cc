// SPDX-License-Identifier: MIT
#include "tests/fuzz/stream_model.h"

#include <algorithm>

namespace echocheck {
namespace {

constexpr std::int64_t kNumbers = std::int64_t{1} << 32;
constexpr std::int64_t kLargestWindow = std::int64_t{1} << 30;  // RFC 7323

}  // namespace

void StreamModel::Begin(std::uint32_t isn) {
  isn_ = isn;
  begun_ = true;
}

void StreamModel::Guess(std::uint32_t next) {
  if (begun_) return;
  Begin(next - 1);
  guessed_ = true;
}

void StreamModel::Settle(std::uint32_t seq) {
  if (!guessed_) return;
  guessed_ = false;
  next_ = std::max(next_, Offset(seq));
}

std::int64_t StreamModel::Offset(std::uint32_t seq) const {
  std::int64_t offset = (std::int64_t{seq} - isn_ + kNumbers) % kNumbers;
  while (offset < next_ - kNumbers / 2) offset += kNumbers;
  while (offset >= next_ + kNumbers / 2) offset -= kNumbers;
  return offset;
}

StreamModel::Place StreamModel::Add(std::int64_t offset, std::size_t length,
                                    const std::string& captured) {
  const std::int64_t end = offset + static_cast<std::int64_t>(length);
  if (end <= next_) return Place::kOld;
  if (offset > next_ + kLargestWindow) return Place::kTooFar;
  const auto byte_at = [&](std::int64_t at) {
    const auto index = static_cast<std::size_t>(at - offset);
    return index < captured.size() ? Byte(captured[index]) : Byte();
  };
  if (offset <= next_) {
    while (next_ < end) Append(byte_at(next_));
    for (auto at = waiting_.find(next_); at != waiting_.end(); at = waiting_.find(next_)) {
      Append(at->second);
    }
    return Place::kNext;
  }
  bool is_new = false;
  for (std::int64_t at = offset; at < end; ++at) {
    is_new = waiting_.try_emplace(at, byte_at(at)).second || is_new;
  }
  return is_new ? Place::kBeyond : Place::kOld;
}

void StreamModel::Append(Byte byte) {
  if (byte) bytes_ += *byte;
  known_ = known_ && byte;
  ++count_;
  ++next_;
}

void StreamModel::Acknowledge(std::int64_t offset) {
  if (offset <= next_ + kLargestWindow) acknowledged_ = std::max(acknowledged_, offset);
}

void StreamModel::Finish() {
  const auto miss_until = [&](std::int64_t offset) {
    if (offset <= next_) return;
    missing_ += static_cast<std::uint64_t>(offset - next_);
    known_ = false;
    next_ = offset;
  };
  for (const auto& [offset, byte] : waiting_) {
    if (offset < next_) continue;
    miss_until(offset);
    Append(byte);
  }
  miss_until(acknowledged_);
}

}  // namespace echocheck
