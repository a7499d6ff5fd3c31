// SPDX-License-Identifier: MIT
#include "harness/client/echo_matcher.h"

#include <algorithm>

namespace echocheck {
namespace {

void KeepHead(Bytes& head, BytesView bytes) {
  head += bytes.substr(0, StreamRecord::kKeptHead - std::min(head.size(), StreamRecord::kKeptHead));
}

}  // namespace

void EchoMatcher::Hand(BytesView bytes) {
  handed_ += bytes.size();
  if (!bytes.empty()) last_handed_ = bytes.back();
  if (record_.difference) ExtendWindow(record_.difference->expected, bytes);
  if (parted_) return;
  // Move the bytes that wait to the front once the gap before them is the larger part.
  if (pending_begin_ > pending_.size() / 2) {
    if (optional_) *optional_ -= std::min(*optional_, pending_begin_);
    pending_.erase(0, pending_begin_);
    pending_begin_ = 0;
  }
  pending_ += bytes;
}

void EchoMatcher::TakeBack(std::size_t count) {
  handed_ -= count;
  if (!parted_) pending_.erase(pending_.size() - std::min(count, pending_.size()));
}

void EchoMatcher::HandOptional(char byte) {
  if (parted_) return;
  optional_ = pending_.size();
  pending_ += byte;
}

// The byte that came stands where the optional one would: is it that, or was that left out?
void EchoMatcher::DecideOptional(char came) {
  const std::size_t at = *optional_;
  optional_.reset();
  if (pending_[at] != came) {
    pending_.erase(at, 1);
    return;
  }
  // It was data after all: sent, and come back.
  ++handed_;
  ++record_.sent;
  const auto offset = static_cast<std::size_t>(record_.received);
  if (record_.sent > StreamRecord::kKeptHead) return;  // longer scripts send no urgent data
  record_.sent_head.insert(std::min(offset, record_.sent_head.size()), 1, came);
  sent_hash_ = StreamHash();
  sent_hash_.Add(record_.sent_head);
}

void EchoMatcher::Wrote(BytesView bytes) {
  record_.sent += bytes.size();
  sent_hash_.Add(bytes);
  KeepHead(record_.sent_head, bytes);
}

void EchoMatcher::Receive(BytesView bytes, Nanoseconds now) {
  if (bytes.empty()) return;
  if (optional_ && !parted_) {
    const std::size_t before = *optional_ - pending_begin_;
    if (before > 0 && before < bytes.size()) {
      Receive(bytes.substr(0, before), now);
      return Receive(bytes.substr(before), now);
    }
    if (before == 0) DecideOptional(bytes.front());
  }
  if (!record_.first_byte_at) record_.first_byte_at = now;
  record_.last_byte_at = now;
  received_hash_.Add(bytes);
  KeepHead(record_.received_head, bytes);
  KeepTail(bytes);
  if (record_.difference) ExtendWindow(record_.difference->actual, bytes);
  if (!parted_) Compare(bytes);
  record_.received += bytes.size();
  NoteUnsolicited(now);
}

void EchoMatcher::Compare(BytesView bytes) {
  const BytesView waiting = BytesView(pending_).substr(pending_begin_);
  const BytesView comparable = bytes.substr(0, waiting.size());
  const std::size_t matched = comparable.size();
  if (comparable != waiting.substr(0, matched)) {  // all at once: the usual case is that they agree
    const auto end = std::mismatch(comparable.begin(), comparable.end(), waiting.begin()).first;
    const auto equal = static_cast<std::size_t>(end - comparable.begin());
    BeginDifference(bytes.substr(0, equal), bytes.substr(equal));
    return;
  }
  pending_begin_ += matched;
  context_ += bytes.substr(matched - std::min(matched, StreamDifference::kBefore), matched);
  if (context_.size() > StreamDifference::kBefore)
    context_.erase(0, context_.size() - StreamDifference::kBefore);
  if (bytes.size() > waiting.size()) parted_ = true;
}

void EchoMatcher::BeginDifference(BytesView matched, BytesView rest) {
  parted_ = true;
  Bytes before = context_ + Bytes(matched);
  if (before.size() > StreamDifference::kBefore)
    before.erase(0, before.size() - StreamDifference::kBefore);
  StreamDifference difference;
  difference.offset = record_.received + matched.size();
  difference.window_begin = difference.offset - before.size();
  difference.expected = before;
  difference.actual = before;
  record_.difference = std::move(difference);
  ExtendWindow(record_.difference->expected,
               BytesView(pending_).substr(pending_begin_ + matched.size()));
  ExtendWindow(record_.difference->actual, rest);
  pending_.clear();
  pending_begin_ = 0;
}

void EchoMatcher::ExtendWindow(Bytes& window, BytesView bytes) const {
  const StreamDifference& difference = *record_.difference;
  const auto full = static_cast<std::size_t>(difference.offset - difference.window_begin) +
                    StreamDifference::kFrom;
  window += bytes.substr(0, full - std::min(full, window.size()));
}

void EchoMatcher::NoteUnsolicited(Nanoseconds now) {
  if (record_.received <= handed_) return;
  const std::uint64_t lead = record_.received - handed_;
  if (record_.unsolicited == 0) {
    record_.unsolicited_offset = handed_;
    record_.unsolicited_at = now;
  }
  record_.unsolicited = std::max(record_.unsolicited, lead);
}

void EchoMatcher::KeepTail(BytesView bytes) {
  tail_ += bytes.substr(bytes.size() - std::min(bytes.size(), StreamRecord::kKeptTail));
  if (tail_.size() > 2 * StreamRecord::kKeptTail) {
    tail_.erase(0, tail_.size() - StreamRecord::kKeptTail);
  }
}

void EchoMatcher::SawEof(Nanoseconds now) {
  if (!record_.eof_at) record_.eof_at = now;
}

void EchoMatcher::SawReset(Nanoseconds now) {
  if (!record_.reset_at) record_.reset_at = now;
}

StreamRecord EchoMatcher::Record() const {
  StreamRecord record = record_;
  record.sent_hash = sent_hash_.value();
  record.received_hash = received_hash_.value();
  if (record.received > StreamRecord::kKeptHead) {
    const auto beyond_head = static_cast<std::size_t>(std::min<std::uint64_t>(
        record.received - StreamRecord::kKeptHead, StreamRecord::kKeptTail));
    record.received_tail = tail_.substr(tail_.size() - std::min(tail_.size(), beyond_head));
  }
  return record;
}

}  // namespace echocheck
