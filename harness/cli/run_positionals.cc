// SPDX-License-Identifier: MIT
#include "harness/cli/run_positionals.h"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <system_error>
#include <utility>

#include "harness/cli/scenario_places.h"
#include "harness/target/command_words.h"
#include "harness/target/executable.h"
#include "harness/target/source_files.h"
#include "harness/words/because.h"

namespace echocheck {
namespace {

Error NoServer(Sentence why) {
  return UsageError(Say("errors.which_server", {{"why", std::move(why)}}));
}

bool IsProgram(const std::string& word, const std::string& folder) {
  const auto words = CommandWords(word, folder);
  return words && FindExecutable(words->front(), folder).has_value();
}

// "127.0.0.1:7", "localhost:7", "http://localhost:7"
bool IsAddress(const std::string& word) {
  const std::size_t colon = word.rfind(':');
  return colon != std::string::npos && colon > 0 && ParsePort(word.substr(colon + 1)).has_value();
}

// What cannot be a scenario's name, and is often an argument of a server.
bool LooksLikeArgument(const std::string& word, const std::string& folder) {
  const auto is_digit = [](unsigned char c) { return std::isdigit(c) != 0; };
  return word.starts_with('-') || word.find('{') != std::string::npos || IsAddress(word) ||
         std::ranges::all_of(word, is_digit) || IsSourceFile(word) || IsProgram(word, folder);
}

// One word for the server and its arguments, up to the first word that names a scenario.
Error ArgumentsOutsideOfQuotes(const TypedRunOptions& typed, const std::string& argument) {
  std::string command = typed.target;
  std::string rest;
  for (const std::string& word : typed.scenarios) {
    if (!rest.empty() || NamesScenarios(word)) {
      rest += ' ' + word;
    } else {
      command += ' ' + word;
    }
  }
  return UsageError(Say("errors.arguments_outside_quotes",
                        {{"word", argument}, {"command", "echocheck \"" + command + "\"" + rest}}));
}

Status CheckScenarioWords(const TypedRunOptions& typed) {
  for (const std::string& word : typed.scenarios) {
    if (word.empty()) return UsageError(Say("errors.empty_word"));
    if (NamesScenarios(word) || !LooksLikeArgument(word, typed.cwd)) continue;
    if (typed.server_is_a_word) return ArgumentsOutsideOfQuotes(typed, word);
    return UsageError(
        Say("errors.second_server",
            {{"word", word}, {"option", typed.connect.empty() ? "--target" : "--connect"}}));
  }
  return {};
}

}  // namespace

Status TakeServer(TypedRunOptions& typed) {
  if (typed.target.empty() && typed.connect.empty()) {
    if (typed.scenarios.empty()) return NoServer(Say("errors.no_server"));
    const std::string first = typed.scenarios.front();
    if (!IsProgram(first, typed.cwd)) {
      std::error_code ignored;
      if (first.empty()) return NoServer(Say("errors.empty_server"));
      if (NamesScenarios(first))
        return NoServer(Say("errors.stands_for_scenarios", {{"word", first}}));
      if (IsAddress(first) && !std::filesystem::exists(first, ignored)) {
        return UsageError(Say("errors.address_for_server", {{"word", first}}));
      }
    }
    typed.target = first;
    typed.server_is_a_word = true;
    typed.scenarios.erase(typed.scenarios.begin());
  }
  return CheckScenarioWords(typed);
}

}  // namespace echocheck
