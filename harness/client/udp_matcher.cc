// SPDX-License-Identifier: MIT
#include "harness/client/udp_matcher.h"

#include <algorithm>
#include <utility>

namespace echocheck {
namespace {

// What is like something that was sent is found by its bytes, and these are kept for so many.
constexpr std::uint64_t kMostWaitingBytes = 16U << 20;

// Of those that nobody sent, the first few say it all; a server that floods is not listened to for
// ever.
constexpr std::size_t kKeptStrange = 16;
constexpr std::uint64_t kMostUnasked = 1000;

std::uint64_t HashOf(BytesView bytes) {
  StreamHash hash;
  hash.Add(bytes);
  return hash.value();
}

std::size_t CommonPrefix(BytesView a, BytesView b) {
  const std::size_t size = std::min(a.size(), b.size());
  return static_cast<std::size_t>(std::mismatch(a.begin(), a.begin() + size, b.begin()).first -
                                  a.begin());
}

std::optional<StreamDifference> Compare(BytesView sent, BytesView came) {
  if (sent == came) return std::nullopt;
  const std::size_t offset = CommonPrefix(sent, came);
  const std::size_t begin = offset - std::min(offset, StreamDifference::kBefore);
  const std::size_t size = offset - begin + StreamDifference::kFrom;
  return StreamDifference{offset, begin, Bytes(sent.substr(begin, size)),
                          Bytes(came.substr(begin, size))};
}

}  // namespace

void UdpMatcher::Hand(BytesView bytes, Nanoseconds now) {
  const auto index = static_cast<std::uint32_t>(sent_.size());
  DatagramRecord& record = sent_.emplace_back();
  record.size = bytes.size();
  record.sent_at = now;
  record.hash = HashOf(bytes);
  twins_[record.hash].indexes.push_back(index);
  ++missing_;
  sent_bytes_ += bytes.size();
  if (waiting_bytes_ + bytes.size() > kMostWaitingBytes) return;
  waiting_[index].bytes = bytes;
  waiting_bytes_ += bytes.size();
}

void UdpMatcher::CouldNotSend(Reason why) {
  DatagramRecord& record = sent_.back();
  record.error = std::move(why);
  twins_[record.hash].indexes.pop_back();
  --missing_;
  sent_bytes_ -= record.size;
  Forget(static_cast<std::uint32_t>(sent_.size() - 1));
}

void UdpMatcher::Receive(BytesView bytes, Nanoseconds now, std::string from) {
  ++received_;
  received_bytes_ += bytes.size();
  const std::uint64_t hash = HashOf(bytes);
  const auto twins = twins_.find(hash);
  const bool known = twins != twins_.end() && !twins->second.indexes.empty();
  if (known && from.empty()) return Return(twins->second, now);
  StrangeDatagram strange;
  strange.size = bytes.size();
  strange.at = now;
  strange.head = bytes.substr(0, StrangeDatagram::kKept);
  strange.from = std::move(from);
  strange.hash = hash;
  Keep(bytes, std::move(strange));
}

void UdpMatcher::Return(Twins& twins, Nanoseconds now) {
  if (twins.returned == twins.indexes.size()) {
    ++sent_[twins.indexes.back()].returned;  // once more than it was sent
    return;
  }
  const std::uint32_t index = twins.indexes[twins.returned++];
  sent_[index].returned = 1;
  sent_[index].returned_at = now;
  --missing_;
  const auto waiting = waiting_.find(index);
  const bool replaced = waiting != waiting_.end() && waiting->second.replaced;
  if (replaced) {
    --replaced_;
  } else {
    ++answers_;
  }
  Forget(index);
}

void UdpMatcher::Keep(BytesView bytes, StrangeDatagram strange) {
  ++strange_count_;
  strange.like = MostLike(bytes);
  if (strange.like) {
    Waiting& waiting = waiting_.at(*strange.like);
    waiting.replaced = true;
    strange.difference = Compare(waiting.bytes, bytes);
    ++replaced_;
    ++answers_;
  }
  if (strange_.size() < kKeptStrange) strange_.push_back(std::move(strange));
}

// The longest common beginning, then the same size, then the one that was sent first.
std::optional<std::uint32_t> UdpMatcher::MostLike(BytesView bytes) const {
  std::optional<std::uint32_t> best;
  std::pair<std::size_t, bool> best_likeness;
  for (const auto& [index, waiting] : waiting_) {
    if (waiting.replaced) continue;
    const std::pair likeness(CommonPrefix(waiting.bytes, bytes),
                             waiting.bytes.size() == bytes.size());
    if (best && likeness <= best_likeness) continue;
    best = index;
    best_likeness = likeness;
  }
  return best;
}

void UdpMatcher::Forget(std::uint32_t index) {
  const auto waiting = waiting_.find(index);
  if (waiting == waiting_.end()) return;
  waiting_bytes_ -= waiting->second.bytes.size();
  waiting_.erase(waiting);
}

bool UdpMatcher::flooded() const { return received_ > sent_.size() + kMostUnasked; }

void UdpMatcher::AddTo(ConnectionRecord& record) const {
  record.datagrams = sent_;
  record.strange_datagrams = strange_;
  record.strange_count = strange_count_;
  record.stream.sent = sent_bytes_;
  record.stream.received = received_bytes_;
}

}  // namespace echocheck
