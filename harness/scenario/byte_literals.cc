// SPDX-License-Identifier: MIT
#include "harness/scenario/byte_literals.h"

#include <fmt/format.h>

namespace echocheck {
namespace {

Error WrongAt(std::size_t index, std::string_view what) {
  return UsageError(fmt::format("column {}: {}", index + 1, what));
}

int HexValue(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace

Result<Bytes> DecodeHex(std::string_view text) {
  Bytes out;
  std::size_t i = 0;
  while (i < text.size()) {
    if (text[i] == ' ' && !out.empty() && i + 1 < text.size()) {
      ++i;
      continue;
    }
    const int high = HexValue(text[i]);
    const int low = i + 1 < text.size() ? HexValue(text[i + 1]) : -1;
    if (high < 0 || low < 0) return WrongAt(i, "expected two hex digits, as in \"68 6f\"");
    out += static_cast<char>(high * 16 + low);
    i += 2;
  }
  return out;
}

}  // namespace echocheck
