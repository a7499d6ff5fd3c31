// SPDX-License-Identifier: MIT
// Follows one flow through a flag pattern. Takes time in proportion to the pattern, per segment,
// whatever the segments are, and keeps none of them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "harness/model/flow.h"
#include "harness/pattern/flag_pattern.h"
#include "harness/pattern/normal_view.h"

namespace echocheck {

class FlagMatcher {
 public:
  FlagMatcher(FlagPattern pattern, PatternMode mode);

  // Segments of one flow in the order of their frames. `role`, `seq`, `ack` and `length` matter in
  // normal mode, only `flags` and `length` in exact mode.
  void Feed(const FlowSegment& segment);

  // As if the flow ended here; more may be fed afterwards.
  PatternResult Finish() const;

 private:
  using Threads = std::vector<std::uint32_t>;  // addresses in the program, each at most once

  struct Token {
    Side side = Side::kClient;
    SegmentClass segment_class = SegmentClass::kOther;
    std::uint8_t flags = 0;
  };
  struct Mismatch {
    std::uint64_t frame = 0;
    Token came;
    std::string allowed;
  };
  // What can be taken next.
  struct Choices {
    Threads takes;  // addresses of kTake
    bool end = false;
  };

  void Take(const PatternEvent& event, std::uint64_t frame);
  bool Step(const PatternEvent& event, Threads& next) const;
  Choices ChoicesFrom(const Threads& threads, std::array<bool, 2> ack_owed) const;
  std::string Describe(const Choices& choices) const;
  std::string Write(const Token& token) const;
  std::string WritePrefix() const;

  const PatternProgram& program() const;

  FlagPattern pattern_;
  PatternMode mode_;
  NormalView view_;
  Threads threads_;
  std::vector<Token> prefix_;       // the first that fitted
  std::uint64_t prefix_count_ = 0;  // all that fitted
  std::optional<Mismatch> mismatch_;
};

}  // namespace echocheck
