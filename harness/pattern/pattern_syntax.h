// SPDX-License-Identifier: MIT
// The text of a flag pattern as a tree. Inside of the layer: others use flag_pattern.h.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "harness/base/result.h"
#include "harness/model/flow.h"

namespace echocheck {

// One "C:..." or "S:...".
struct PatternWord {
  enum class Kind : std::uint8_t { kFlags, kData, kAny };
  Kind kind = Kind::kFlags;
  Side side = Side::kClient;
  std::uint8_t flags = 0;  // kFlags only
  std::string text;        // as written: "S:FIN+ACK"
};

struct PatternNode {
  enum class Kind : std::uint8_t { kWord, kSequence, kChoice, kRepeat };
  static constexpr std::uint32_t kNoLimit = 0xffffffff;

  Kind kind = Kind::kSequence;
  PatternWord word;                   // kWord
  std::vector<PatternNode> children;  // kSequence, kChoice; kRepeat has one
  std::uint32_t at_least = 1;         // kRepeat
  std::uint32_t at_most = 1;          // kRepeat; kNoLimit: any number
  std::size_t size = 1;               // how large it is once every repetition is written out
};

// Bounds, so that no pattern can make the matcher slow or the parser run out of stack. Far above
// what a person writes: a count of 1000 ping-pongs is the largest example we know.
constexpr std::uint32_t kMaxPatternCount = 1000;
constexpr std::size_t kMaxPatternSize = 10000;
constexpr std::size_t kMaxPatternDepth = 50;

// The error's message begins "column N: ".
Result<PatternNode> ParsePattern(std::string_view text);

}  // namespace echocheck
