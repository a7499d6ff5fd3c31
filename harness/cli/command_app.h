// SPDX-License-Identifier: MIT
// Parses the options of one command into a struct that the parser owns.
#pragma once

#include <string>

#include <CLI/CLI.hpp>

#include "harness/cli/help_texts.h"
#include "harness/cli/language_choice.h"

namespace echocheck {

// `Words` is what the options write into, as they are typed.
template <class Words>
class CommandApp : public CLI::App {
 public:
  // `declare` adds the options, which write into `words`. Their texts are those of
  // SpokenLanguage().
  CommandApp(const std::string& command, void (*declare)(CLI::App& app, Words& words))
      : CLI::App("", "echocheck " + command) {
    declare(*this, words);
    FillInHelp(*this, command, SpokenLanguage());
  }

  Words words;
};

}  // namespace echocheck
