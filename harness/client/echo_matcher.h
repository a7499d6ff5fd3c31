// SPDX-License-Identifier: MIT
// Compares what comes back with what was sent, byte by byte, as it comes.
//
// Memory is bounded by what is under way: bytes are forgotten once they have come back.
#pragma once

#include <cstdint>
#include <optional>

#include "harness/base/bytes.h"
#include "harness/base/clock.h"
#include "harness/model/history.h"

namespace echocheck {

class EchoMatcher {
 public:
  // These bytes are about to be written: from now on they may come back.
  void Hand(BytesView bytes);

  // The last `count` of them will not be written after all. None of them has come back.
  void TakeBack(std::size_t count);

  // This byte is about to be sent beside the stream, and may come back here or not at all.
  void HandOptional(char byte);

  // write(2) took these, the next of those handed over.
  void Wrote(BytesView bytes);

  // read(2) gave these, at `now` since the scenario's start.
  void Receive(BytesView bytes, Nanoseconds now);

  void SawEof(Nanoseconds now);
  void SawReset(Nanoseconds now);

  std::uint64_t handed() const { return handed_; }
  char last_handed() const { return last_handed_; }  // '\0' when there was none
  std::uint64_t received() const { return record_.received; }
  bool differs() const { return record_.difference.has_value(); }
  bool at_eof() const { return record_.eof_at.has_value(); }
  bool was_reset() const { return record_.reset_at.has_value(); }

  // All facts so far.
  StreamRecord Record() const;

 private:
  void Compare(BytesView bytes);
  void DecideOptional(char came);
  void BeginDifference(BytesView matched, BytesView rest);
  void ExtendWindow(Bytes& window, BytesView bytes) const;
  void NoteUnsolicited(Nanoseconds now);
  void KeepTail(BytesView bytes);

  StreamRecord record_;
  StreamHash sent_hash_;
  StreamHash received_hash_;
  std::uint64_t handed_ = 0;
  char last_handed_ = '\0';
  // Once sent and received have parted, by a difference or by bytes that nobody had sent, what
  // follows can no longer be compared in place.
  bool parted_ = false;
  Bytes pending_;  // handed, not yet come back: from pending_begin_ on
  std::size_t pending_begin_ = 0;
  std::optional<std::size_t> optional_;  // index into pending_ of a byte that may be left out
  Bytes context_;                        // the last bytes that matched
  Bytes tail_;
};

}  // namespace echocheck
