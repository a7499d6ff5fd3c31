// SPDX-License-Identifier: MIT
#include "harness/base/quoted.h"

#include <algorithm>

#include "harness/base/bytes.h"

namespace echocheck {
namespace {

bool NeedsEscape(char byte) {
  return static_cast<unsigned char>(byte) < 0x20 || byte == '"' || byte == '\\';
}

bool ContinuesCharacter(char byte) { return (static_cast<unsigned char>(byte) & 0xc0U) == 0x80U; }

}  // namespace

std::string Quoted(std::string_view text) {
  constexpr std::size_t kLongest = 60;  // a line of a terminal has room for little more
  std::string shown =
      std::ranges::none_of(text, NeedsEscape) ? std::string(text) : EscapeBytes(text);
  if (shown.size() > kLongest) {
    std::size_t cut = kLongest;
    while (cut > 0 && ContinuesCharacter(shown[cut])) --cut;
    shown = shown.substr(0, cut) + "...";
  }
  return "\"" + shown + "\"";
}

}  // namespace echocheck
