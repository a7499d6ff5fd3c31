// SPDX-License-Identifier: MIT
// Lays out the help of a command: CLI11's layout, with columns that count the width of characters
// and not their bytes.
#pragma once

#include <string>

#include <CLI/CLI.hpp>

namespace echocheck {

class HelpFormatter : public CLI::Formatter {
 public:
  std::string make_option(const CLI::Option* option, bool is_positional) const override;
};

}  // namespace echocheck
