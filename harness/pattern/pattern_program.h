// SPDX-License-Identifier: MIT
// A flag pattern as a small program for a set of threads (Thompson's construction as in Cox,
// "Regular Expression Matching: the Virtual Machine Approach"). Inside of the layer.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "harness/model/flow.h"
#include "harness/pattern/pattern_syntax.h"

namespace echocheck {

// What a segment counts as in normal mode.
enum class SegmentClass : std::uint8_t { kSyn, kSynAck, kAck, kData, kFin, kReset, kOther };

// What one word of the pattern accepts.
struct PatternSymbol {
  enum class Test : std::uint8_t { kAny, kFlags, kClass };
  Test test = Test::kAny;
  Side side = Side::kClient;
  std::uint8_t flags = 0;                             // kFlags
  SegmentClass segment_class = SegmentClass::kOther;  // kClass
  std::string text;                                   // the word as written
};

struct PatternInstruction {
  enum class Op : std::uint8_t {
    kTake,    // a segment that symbol `first` accepts, then the next instruction
    kSplit,   // both `first` and `second`
    kJump,    // `first`
    kAccept,  // the end of the pattern
  };
  Op op = Op::kAccept;
  std::uint32_t first = 0;
  std::uint32_t second = 0;
};

struct PatternProgram {
  std::vector<PatternInstruction> code;  // starts at 0
  std::vector<PatternSymbol> symbols;
};

// The modes read the same word differently (FIN+PSH+ACK is two things in normal mode), so each has
// a program of its own.
struct PatternAutomaton {
  PatternProgram exact;
  PatternProgram normal;
  bool says_data = false;  // the author wrote DATA: so do our messages

  const PatternProgram& ForMode(PatternMode mode) const {
    return mode == PatternMode::kExact ? exact : normal;
  }
};

PatternAutomaton CompilePattern(const PatternNode& root);

}  // namespace echocheck
