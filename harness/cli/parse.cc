// SPDX-License-Identifier: MIT
#include "harness/cli/parse.h"

#include <vector>

#include <CLI/CLI.hpp>

#include "harness/cli/exit_code.h"
#include "harness/cli/help_texts.h"
#include "harness/cli/language_choice.h"
#include "harness/cli/parse_error.h"
#include "harness/words/because.h"

namespace echocheck {

std::optional<int> Parse(CLI::App& app, std::span<const std::string> words) {
  // CLI11 takes the words from the back.
  std::vector<std::string> reversed(words.rbegin(), words.rend());
  try {
    app.parse(reversed);
  } catch (const CLI::CallForHelp&) {
    FillInHelp(app, SpokenLanguage());
    return PrintTable(app.help());
  } catch (const CLI::ParseError& error) {
    return PrintError(
        UsageError(Say("errors.with_help", {{"what", SayParseError(app, words, error)},
                                            {"command", app.get_name() + " --help"}})));
  }
  return std::nullopt;
}

std::string IsNotEmpty(const std::string& file) {
  return file.empty() ? std::string(kEmptyName) : std::string();
}

}  // namespace echocheck
