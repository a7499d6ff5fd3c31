// SPDX-License-Identifier: MIT
// The options by which a command is told which scenarios are meant.
#pragma once

#include <string>
#include <vector>

#include "harness/cli/cli11_names.h"
#include "harness/cli/select_scenarios.h"

namespace echocheck {

struct TypedChoiceOptions {
  std::string profile;
  std::vector<std::string> tags;
  std::vector<std::string> only;
  std::vector<std::string> skip;

  // Something was typed.
  bool Given() const { return !profile.empty() || !tags.empty() || !only.empty() || !skip.empty(); }
};

// `words` is borrowed for as long as `app` parses.
void DeclareChoiceOptions(CLI::App& app, TypedChoiceOptions& words, const std::string& group);

Selection SelectionFrom(const TypedChoiceOptions& words);

}  // namespace echocheck
