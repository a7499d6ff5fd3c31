// SPDX-License-Identifier: MIT
#include "harness/wire/stream_reassembler.h"

#include <algorithm>

namespace echocheck {
namespace {

// The largest window of RFC 7323: 65535 << 14, just below 2^30.
constexpr std::int64_t kFarthest = std::int64_t{1} << 30;

// How much may wait behind a hole. The default limit of Linux receive buffers is 6 MiB; a sender
// that has as much as this in flight, and all of it behind a loss, is rarer than a lossy capture.
constexpr std::uint64_t kMostWaiting = 4U << 20;
// When the receiver has acknowledged the hole, only frames that the capture shuffled can fill it.
constexpr std::uint64_t kMostWaitingAcknowledged = 64U << 10;
// Each piece costs a map node, however few bytes it has.
constexpr std::size_t kMostPieces = 4096;

}  // namespace

void StreamReassembler::Start(std::int64_t next) {
  next_ = next;
  holes_.reset();
}

StreamReassembler::Position StreamReassembler::Add(std::int64_t offset, std::uint32_t length,
                                                   BytesView captured) {
  const std::int64_t end = offset + length;
  if (end <= next_) return Position::kOld;
  if (offset > next_ + kFarthest) return Position::kTooFar;
  if (offset > next_) {
    if (!holes_) holes_ = std::make_unique<OutOfOrderQueue>();
    const auto added = holes_->Add(offset, end, hash_wanted_ ? captured : BytesView());
    KeepBounded();
    return added > 0 ? Position::kBeyond : Position::kOld;
  }
  captured.remove_prefix(std::min(captured.size(), static_cast<std::size_t>(next_ - offset)));
  Append(end, captured);
  if (holes_) TakeWhatFits();
  return Position::kNext;
}

void StreamReassembler::Acknowledged(std::int64_t offset) {
  if (offset > next_ + kFarthest) return;  // of bytes that nobody can have sent
  acknowledged_ = std::max(acknowledged_, offset);
  if (holes_) KeepBounded();
}

void StreamReassembler::Finish() {
  while (holes_ && !holes_->empty()) SkipFirstHole();
  if (acknowledged_ > next_) {
    missing_ += static_cast<std::uint64_t>(acknowledged_ - next_);
    known_ = false;
    next_ = acknowledged_;
  }
}

void StreamReassembler::Append(std::int64_t end, BytesView captured) {
  const auto length = static_cast<std::uint64_t>(end - next_);
  bytes_ += length;
  next_ = end;
  if (!hash_wanted_) return;
  known_ = known_ && captured.size() >= length;
  hash_.Add(captured);
}

void StreamReassembler::TakeWhatFits() {
  while (!holes_->empty() && holes_->first() <= next_) {
    const OutOfOrderQueue::Piece piece = holes_->TakeFirst();
    if (piece.end <= next_) continue;
    BytesView bytes = piece.bytes;
    bytes.remove_prefix(std::min(bytes.size(), static_cast<std::size_t>(next_ - piece.begin)));
    Append(piece.end, bytes);
  }
}

void StreamReassembler::SkipFirstHole() {
  missing_ += static_cast<std::uint64_t>(holes_->first() - next_);
  known_ = false;
  next_ = holes_->first();
  TakeWhatFits();
}

void StreamReassembler::KeepBounded() {
  while (!holes_->empty()) {
    const bool acknowledged = holes_->first() <= acknowledged_;
    const auto most = acknowledged ? kMostWaitingAcknowledged : kMostWaiting;
    if (holes_->bytes() <= most && holes_->piece_count() <= kMostPieces) return;
    SkipFirstHole();
  }
}

}  // namespace echocheck
