// SPDX-License-Identifier: MIT
#include "harness/cli/typed_console_options.h"

#include <vector>

#include <CLI/CLI.hpp>

#include "harness/cli/terminal.h"

namespace echocheck {

void DeclareConsoleOptions(CLI::App& app, TypedConsoleOptions& words, const std::string& group) {
  auto* quiet = app.add_flag("--quiet", words.quiet);
  auto* verbose = app.add_flag("--verbose", words.verbose);
  quiet->group(group);
  verbose->group(group)->excludes(quiet);
  app.add_flag("--no-ladder", words.no_ladder)->group(group);
  const auto colors = EnumNames(ColorChoice{});
  app.add_option("--color", words.color)
      ->check(CLI::IsMember(std::vector<std::string>(colors.begin(), colors.end())))
      ->capture_default_str()
      ->group(group);
}

ConsoleOptions ConsoleFrom(const TypedConsoleOptions& words) {
  ConsoleOptions console;
  LookAtTerminal(words.color, console);
  console.ladder = !words.no_ladder;
  console.detail = words.quiet     ? ConsoleOptions::kQuiet
                   : words.verbose ? ConsoleOptions::kVerbose
                                   : ConsoleOptions::kNormal;
  return console;
}

}  // namespace echocheck
