// SPDX-License-Identifier: MIT
#include "harness/cli/parse.h"

#include <algorithm>
#include <vector>

#include "harness/base/nearest_name.h"
#include "harness/cli/exit_code.h"

namespace echocheck {
namespace {

// The first word that looks like an option and is none, with the one that may have been meant.
std::string UnknownOption(const CLI::App& app, std::span<const std::string> words) {
  std::vector<std::string> names;
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  }
  const std::vector<std::string_view> known(names.begin(), names.end());
  for (const std::string& word : words) {
    const std::string name = word.substr(0, word.find('='));
    if (!name.starts_with("--") || name == "--") continue;
    if (std::find(names.begin(), names.end(), name) != names.end()) continue;
    return "unknown option " + name + DidYouMean(name, known);
  }
  return "";
}

}  // namespace

std::optional<int> Parse(CLI::App& app, std::span<const std::string> words) {
  // CLI11 takes the words from the back.
  std::vector<std::string> reversed(words.rbegin(), words.rend());
  try {
    app.parse(reversed);
  } catch (const CLI::CallForHelp&) {
    return PrintTable(app.help());
  } catch (const CLI::ParseError& error) {
    const std::string unknown = UnknownOption(app, words);
    return PrintError(UsageError((unknown.empty() ? error.what() : unknown) + " (" +
                                 app.get_name() + " --help shows the options)"));
  }
  return std::nullopt;
}

}  // namespace echocheck
