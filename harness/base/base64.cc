// SPDX-License-Identifier: MIT
#include "harness/base/base64.h"

#include <algorithm>
#include <cstdint>

namespace echocheck {
namespace {

constexpr std::string_view kAlphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::size_t kBitsPerDigit = 6;

Error WrongAt(std::size_t index, std::string_view what) {
  return UsageError("column " + std::to_string(index + 1) + ": " + std::string(what));
}

}  // namespace

std::string EncodeBase64(BytesView bytes) {
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  std::uint32_t bits = 0;
  std::size_t held = 0;  // how many low bits of `bits` are not written yet
  for (const char byte : bytes) {
    bits = (bits << 8) | static_cast<unsigned char>(byte);
    for (held += 8; held >= kBitsPerDigit;) {
      held -= kBitsPerDigit;
      text += kAlphabet[(bits >> held) & 63];
    }
  }
  if (held > 0) text += kAlphabet[(bits << (kBitsPerDigit - held)) & 63];
  while (text.size() % 4 != 0) text += '=';
  return text;
}

Result<Bytes> DecodeBase64(std::string_view text) {
  const std::size_t data_size = std::min(text.find('='), text.size());
  const std::size_t padding = text.size() - data_size;
  Bytes out;
  std::uint32_t bits = 0;
  std::size_t bit_count = 0;
  for (std::size_t i = 0; i < data_size; ++i) {
    const std::size_t value = kAlphabet.find(text[i]);
    if (value == std::string_view::npos) return WrongAt(i, "not in the base64 alphabet");
    bits = (bits << 6) | static_cast<std::uint32_t>(value);
    bit_count += 6;
    if (bit_count < 8) continue;
    bit_count -= 8;
    out += static_cast<char>((bits >> bit_count) & 0xff);
    bits &= (1U << bit_count) - 1;
  }
  if (text.find_first_not_of('=', data_size) != std::string_view::npos) {
    return WrongAt(data_size, "\"=\" before the end");
  }
  if (text.size() % 4 != 0 || padding > 2) {
    return WrongAt(text.size(), "expected groups of four, the last filled up with \"=\"");
  }
  if (bits != 0) return WrongAt(data_size - 1, "bits beyond the last byte are not zero");
  return out;
}

}  // namespace echocheck
