// SPDX-License-Identifier: MIT
// What a client sends, without holding it: bytes are made when they are needed.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <variant>

#include "harness/base/bytes.h"

namespace echocheck {

// `size` bytes of all values, the same for the same seed. Without a seed of its own, the run's
// seed, the client and the step decide, so that no two clients send the same.
struct RandomBytes {
  std::uint64_t size = 0;
  std::optional<std::uint64_t> seed;

  bool operator==(const RandomBytes&) const = default;
};

// `unit`, `repeat` times over.
struct Payload {
  std::variant<Bytes, RandomBytes> unit;
  std::uint64_t repeat = 1;

  std::uint64_t size() const;
  bool operator==(const Payload&) const = default;
};

// Writes the bytes of `payload` from `offset` on into `out` and returns how many there were (fewer
// than out.size() at the end). A pure function of its arguments: any offset, in any order.
// `context_seed` stands in where the payload has no seed of its own.
std::size_t GeneratePayload(const Payload& payload, std::uint64_t context_seed,
                            std::uint64_t offset, std::span<char> out);

// Mixes the parts of a context into one seed (splitmix64); the order of the parts matters.
std::uint64_t MixSeed(std::uint64_t a, std::uint64_t b);

}  // namespace echocheck
