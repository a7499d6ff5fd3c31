// SPDX-License-Identifier: MIT
#include "harness/store/sha256.h"

#include <array>
#include <cstdint>

namespace echocheck {

void Sha256::Add(BytesView bytes) {
  sha256_update(&state_, bytes.size(), reinterpret_cast<const std::uint8_t*>(bytes.data()));
}

std::string Sha256::Digest() {
  std::array<std::uint8_t, SHA256_DIGEST_SIZE> digest{};
  sha256_digest(&state_, digest.size(), digest.data());
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (const std::uint8_t byte : digest) {
    text += kDigits[byte >> 4];
    text += kDigits[byte & 0xf];
  }
  return text;
}

std::string Sha256::Of(BytesView bytes) {
  Sha256 sum;
  sum.Add(bytes);
  return sum.Digest();
}

}  // namespace echocheck
