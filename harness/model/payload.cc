// SPDX-License-Identifier: MIT
#include "harness/model/payload.h"

#include <endian.h>

#include <algorithm>
#include <cstring>

namespace echocheck {
namespace {

// Steele, Lea, Flood: "Fast splittable pseudorandom number generators" (2014): a counter is enough
// state, which is what makes every offset reachable at once.
std::uint64_t SplitMix64(std::uint64_t counter) {
  std::uint64_t z = counter + 0x9e3779b97f4a7c15ULL;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
  return z ^ (z >> 31);
}

void FillRandom(std::uint64_t seed, std::uint64_t offset, std::span<char> out) {
  std::uint64_t index = offset / 8;
  std::size_t skipped = offset % 8;  // bytes of the first word
  while (!out.empty()) {
    const std::uint64_t word = htole64(SplitMix64(seed + index++ * 0x9e3779b97f4a7c15ULL));
    const std::size_t size = std::min(sizeof word - skipped, out.size());
    if (size == sizeof word) {
      std::memcpy(out.data(), &word, sizeof word);  // a size that the compiler knows
    } else {
      std::memcpy(out.data(), reinterpret_cast<const char*>(&word) + skipped, size);
    }
    skipped = 0;
    out = out.subspan(size);
  }
}

std::uint64_t UnitSize(const Payload& payload) {
  if (const auto* random = std::get_if<RandomBytes>(&payload.unit)) return random->size;
  return std::get<Bytes>(payload.unit).size();
}

}  // namespace

std::uint64_t MixSeed(std::uint64_t a, std::uint64_t b) { return SplitMix64(SplitMix64(a) ^ b); }

std::uint64_t Payload::size() const { return UnitSize(*this) * repeat; }

std::size_t GeneratePayload(const Payload& payload, std::uint64_t context_seed,
                            std::uint64_t offset, std::span<char> out) {
  const std::uint64_t unit_size = UnitSize(payload);
  const std::uint64_t total = payload.size();
  if (offset >= total) return 0;
  const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(out.size(), total - offset));
  std::size_t done = 0;
  while (done < wanted) {
    const std::uint64_t within = (offset + done) % unit_size;
    const auto piece =
        static_cast<std::size_t>(std::min<std::uint64_t>(wanted - done, unit_size - within));
    if (const auto* random = std::get_if<RandomBytes>(&payload.unit)) {
      FillRandom(random->seed.value_or(context_seed), within, out.subspan(done, piece));
    } else {
      std::get<Bytes>(payload.unit)
          .copy(out.data() + done, piece, static_cast<std::size_t>(within));
    }
    done += piece;
  }
  return wanted;
}

}  // namespace echocheck
