// SPDX-License-Identifier: MIT
// Flag patterns: the text of docs/flag-patterns.md, compiled once, matched segment by segment.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "harness/base/result.h"

namespace echocheck {

struct PatternAutomaton;

// A compiled pattern. Cheap to copy; immutable, so it may be shared between threads.
class FlagPattern {
 public:
  // The error's message begins "column N: ", N counted from 1 in `text`, and says what was
  // expected.
  static Result<FlagPattern> Parse(std::string_view text);

  const std::string& text() const { return text_; }

 private:
  friend class FlagMatcher;
  FlagPattern(std::string_view text, std::shared_ptr<const PatternAutomaton> automaton);

  std::string text_;
  std::shared_ptr<const PatternAutomaton> automaton_;
};

}  // namespace echocheck
