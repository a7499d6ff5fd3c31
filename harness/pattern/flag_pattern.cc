// SPDX-License-Identifier: MIT
#include "harness/pattern/flag_pattern.h"

#include <utility>

#include "harness/pattern/pattern_program.h"
#include "harness/pattern/pattern_syntax.h"

namespace echocheck {

FlagPattern::FlagPattern(std::string_view text, std::shared_ptr<const PatternAutomaton> automaton)
    : text_(text), automaton_(std::move(automaton)) {}

Result<FlagPattern> FlagPattern::Parse(std::string_view text) {
  const auto root = ParsePattern(text);
  if (!root) return root.error();
  return FlagPattern(text, std::make_shared<const PatternAutomaton>(CompilePattern(*root)));
}

}  // namespace echocheck
