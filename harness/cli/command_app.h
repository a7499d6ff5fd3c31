// SPDX-License-Identifier: MIT
// Parses the options of one command into a struct that the parser owns.
#pragma once

#include <string>
#include <utility>

#include <CLI/CLI.hpp>

namespace echocheck {

// `Words` is what the options write into, as they are typed.
template <class Words>
class CommandApp : public CLI::App {
 public:
  // `declare` adds the options, which write into `words`.
  CommandApp(std::string does, std::string name, void (*declare)(CLI::App& app, Words& words))
      : CLI::App(std::move(does), std::move(name)) {
    declare(*this, words);
  }

  Words words;
};

}  // namespace echocheck
