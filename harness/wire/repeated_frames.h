// SPDX-License-Identifier: MIT
// Detects frames that a capture has twice, because it was taken on two interfaces or because files
// were merged. TCP itself never sends the same packet again: what it repeats is a new packet, with
// another IPv4 identification. Inside of the layer.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "harness/base/clock.h"
#include "harness/model/flow.h"
#include "harness/wire/tcp_segment.h"

namespace echocheck {

// Of one connection. Remembers a few segments of each side and reads no payload: the checksum
// stands for it.
class RepeatedFrames {
 public:
  enum class Finding : std::uint8_t {
    kNew,
    kPerhaps,  // looks the same, but nothing in it tells two packets apart
    kSame,
  };

  // Takes the next segment of the connection, which came at `time`.
  Finding Add(const TcpSegment& segment, Side from, Nanoseconds time);

  // Returns true if so far all SYNs, data and FINs came twice: then kPerhaps is the same, too.
  bool AllTwice() const;

 private:
  static constexpr std::size_t kRemembered = 8;
  struct Sender {
    // A ring, as two lists: most segments look through the first one only.
    std::array<std::uint64_t, kRemembered> fingerprints{};  // 0: none, or it has its second
    std::array<Nanoseconds, kRemembered> times{};
    std::size_t next = 0;
    std::uint16_t identification = 0;  // of its first segment
    bool any = false;
    bool identifies = false;  // its packets have different identifications
  };

  std::array<Sender, 2> senders_;  // index: Side
  std::uint64_t originals_ = 0;    // SYNs, data and FINs
  std::uint64_t seconds_ = 0;      // those of them that came again
};

}  // namespace echocheck
