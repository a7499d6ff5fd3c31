// SPDX-License-Identifier: MIT
#include "harness/wire/repeated_frames.h"

#include <algorithm>

namespace echocheck {
namespace {

// Two interfaces of one machine see a packet within this. RFC 6298 has a sender wait for a second
// before it repeats anything, and Linux for 200 ms.
constexpr Nanoseconds kLongestApart = std::chrono::milliseconds(100);

// Of all that tells two segments of one sender apart; never 0.
std::uint64_t FingerprintOf(const TcpSegment& segment) {
  const std::uint64_t words[] = {
      std::uint64_t{segment.seq} << 32 | segment.ack,
      std::uint64_t{segment.payload_length} << 32 | segment.options.timestamp_value,
      std::uint64_t{segment.checksum} << 48 | std::uint64_t{segment.identification} << 32 |
          std::uint64_t{segment.window} << 16 | segment.urgent_pointer,
      segment.flags};
  std::uint64_t hash = 0;
  for (const std::uint64_t word : words) {
    hash = (hash ^ word) * 0x9e3779b97f4a7c15ULL;
    hash ^= hash >> 32;
  }
  return hash | 1;
}

}  // namespace

RepeatedFrames::Finding RepeatedFrames::Add(const TcpSegment& segment, Side from,
                                            Nanoseconds time) {
  Sender& sender = senders_[static_cast<std::size_t>(from)];
  const std::uint64_t fingerprint = FingerprintOf(segment);
  if (!sender.any) sender.identification = segment.identification;
  sender.any = true;
  if (segment.identification != sender.identification) sender.identifies = true;

  const bool takes_numbers =
      segment.payload_length > 0 || segment.Has(tcp_flag::kSyn | tcp_flag::kFin);
  const auto first = std::ranges::find(sender.fingerprints, fingerprint);
  const auto at = static_cast<std::size_t>(first - sender.fingerprints.begin());
  const bool repeats = first != sender.fingerprints.end() && time >= sender.times[at] &&
                       time - sender.times[at] <= kLongestApart;
  if (!repeats) {
    originals_ += takes_numbers ? 1 : 0;
    const bool is_known = first != sender.fingerprints.end();  // of long ago
    const std::size_t place = is_known ? at : sender.next;
    if (!is_known) sender.next = (sender.next + 1) % kRemembered;
    sender.fingerprints[place] = fingerprint;
    sender.times[place] = time;
    return Finding::kNew;
  }
  *first = 0;
  seconds_ += takes_numbers ? 1 : 0;
  // Some systems give all packets the identification 0 (RFC 6864, section 4.1), and IPv6 has none.
  return sender.identifies && segment.identification != 0 ? Finding::kSame : Finding::kPerhaps;
}

bool RepeatedFrames::AllTwice() const {
  // A frame or two may lack its second where the capture begins, ends or drops some.
  constexpr std::uint64_t kMostOf = 10;
  return seconds_ >= 2 && (originals_ - std::min(originals_, seconds_)) * kMostOf <= originals_ * 2;
}

}  // namespace echocheck
