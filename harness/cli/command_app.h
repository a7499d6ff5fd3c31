// SPDX-License-Identifier: MIT
// Parses the options of one command into a struct that the parser owns.
#pragma once

#include <memory>
#include <string>

#include <CLI/CLI.hpp>

#include "harness/cli/help_texts.h"
#include "harness/cli/language_choice.h"

namespace echocheck {

// `Words` is what the options write into, as they are typed.
template <class Words>
class CommandApp : public CLI::App {
 public:
  // `declare` adds the options, which write into `words`. Who shows their texts calls FillInHelp()
  // first: a run shows none.
  CommandApp(const std::string& command, void (*declare)(CLI::App& app, Words& words))
      : CLI::App("", "echocheck " + command) {
    declare(*this, words);
  }

  Words words;
};

// Returns `App` with the texts of its help.
template <class App>
std::unique_ptr<CLI::App> Described() {
  auto app = std::make_unique<App>();
  FillInHelp(*app, SpokenLanguage());
  return app;
}

}  // namespace echocheck
