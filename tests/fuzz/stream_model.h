// SPDX-License-Identifier: MIT
// How the bytes of one direction are put in order, byte by byte and as plainly as possible: what
// StreamReassembler and TcpSender are held against. It knows no bounds of memory.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace echocheck {

// Offsets count from the SYN, as those of TcpSender do: the SYN has 0, the first byte 1.
class StreamModel {
 public:
  enum class Place : std::uint8_t { kOld, kNext, kBeyond, kTooFar };

  // The direction's first number, from a SYN.
  void Begin(std::uint32_t isn);
  // A number that is used or waited for next, as long as no SYN was seen.
  void Guess(std::uint32_t next);
  // The first number of bytes or a FIN, which corrects the guess.
  void Settle(std::uint32_t seq);

  // The offset with this sequence number that is nearest to the next one.
  std::int64_t Offset(std::uint32_t seq) const;

  // `length` bytes at `offset`, of which `captured` holds the first. A segment that goes on where
  // the stream is counts whole. Of bytes that have to wait the first ones count.
  Place Add(std::int64_t offset, std::size_t length, const std::string& captured);
  void Acknowledge(std::int64_t offset);
  // Nothing more comes: holes are missing.
  void Finish();

  std::int64_t next() const { return next_; }
  const std::string& bytes() const { return bytes_; }  // those that were captured
  std::uint64_t count() const { return count_; }
  std::uint64_t missing() const { return missing_; }
  bool known() const { return known_; }

 private:
  using Byte = std::optional<char>;  // nullopt: the capture lacks it

  void Append(Byte byte);

  bool begun_ = false;
  bool guessed_ = false;
  std::uint32_t isn_ = 0;
  std::int64_t next_ = 1;
  std::int64_t acknowledged_ = 0;
  std::map<std::int64_t, Byte> waiting_;
  std::string bytes_;
  std::uint64_t count_ = 0;
  std::uint64_t missing_ = 0;
  bool known_ = true;
};

}  // namespace echocheck
