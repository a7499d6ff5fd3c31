// SPDX-License-Identifier: MIT
// Puts the bytes of one direction in order: overlaps, repetitions and holes. Inside of the layer.
#pragma once

#include <cstdint>
#include <memory>

#include "harness/base/bytes.h"
#include "harness/wire/out_of_order_queue.h"

namespace echocheck {

// Offsets count bytes from the sender's SYN (0; the first byte is 1) and do not wrap: unwrapping
// sequence numbers is TcpSender's. Keeps no bytes but those behind a hole.
class StreamReassembler {
 public:
  enum class Position : std::uint8_t {
    kOld,     // nothing that was not there
    kNext,    // at least one byte of it goes on where the stream was
    kBeyond,  // behind a hole, and new
    kTooFar,  // farther ahead than any window reaches: not of this stream, so left out
  };

  explicit StreamReassembler(bool hash) : hash_wanted_(hash) {}

  // Where the next byte is expected. Forgets what waits behind holes.
  void Start(std::int64_t next);

  // Takes `length` bytes at `offset`, of which `captured` holds the first. Of bytes that come twice
  // with other values those count that go on where the stream was, and of those that have to wait
  // the first: as in Linux.
  Position Add(std::int64_t offset, std::uint32_t length, BytesView captured);

  // The receiver has acknowledged everything before `offset`. What of that we have not seen by now
  // is unlikely to come: the capture lost it, not the network.
  void Acknowledged(std::int64_t offset);

  // Nothing more comes: skips all holes.
  void Finish();

  std::int64_t next() const { return next_; }
  std::uint64_t bytes() const { return bytes_; }         // in order, each once
  std::uint64_t missing() const { return missing_; }     // in holes that were given up
  bool known() const { return hash_wanted_ && known_; }  // hash() covers all of the stream
  std::uint64_t hash() const { return hash_.value(); }

 private:
  void Append(std::int64_t end, BytesView captured);
  void TakeWhatFits();
  void SkipFirstHole();
  void KeepBounded();

  std::int64_t next_ = 1;
  std::int64_t acknowledged_ = 0;
  std::uint64_t bytes_ = 0;
  std::uint64_t missing_ = 0;
  StreamHash hash_;
  bool hash_wanted_;
  bool known_ = true;
  std::unique_ptr<OutOfOrderQueue> holes_;  // made when first needed: most streams have none
};

}  // namespace echocheck
