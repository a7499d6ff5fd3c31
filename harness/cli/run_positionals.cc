// SPDX-License-Identifier: MIT
#include "harness/cli/run_positionals.h"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <system_error>

#include "harness/cli/scenario_places.h"
#include "harness/target/command_words.h"
#include "harness/target/executable.h"
#include "harness/target/source_files.h"

namespace echocheck {
namespace {

Error NoServer(const std::string& why) {
  return UsageError(why + ": which server is to be checked? e.g. echocheck ./myserver basic");
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
  return UsageError(argument +
                    ": no scenario; a server with its arguments is one word: echocheck \"" +
                    command + "\"" + rest);
}

Status CheckScenarioWords(const TypedRunOptions& typed) {
  for (const std::string& word : typed.scenarios) {
    if (word.empty()) return UsageError("an empty word: expected the name of a scenario");
    if (NamesScenarios(word) || !LooksLikeArgument(word, typed.cwd)) continue;
    if (typed.server_is_a_word) return ArgumentsOutsideOfQuotes(typed, word);
    return UsageError(word + ": no scenario; " +
                      (typed.connect.empty() ? "--target" : "--connect") +
                      " names the server already, and a run checks one");
  }
  return {};
}

}  // namespace

Status TakeServer(TypedRunOptions& typed) {
  if (typed.target.empty() && typed.connect.empty()) {
    if (typed.scenarios.empty()) return NoServer("no server");
    const std::string first = typed.scenarios.front();
    if (!IsProgram(first, typed.cwd)) {
      std::error_code ignored;
      if (first.empty()) return NoServer("the server's name is empty");
      if (NamesScenarios(first)) return NoServer(first + " stands for scenarios");
      if (IsAddress(first) && !std::filesystem::exists(first, ignored)) {
        return UsageError(first +
                          " is an address: a server that runs already is checked by --connect "
                          "HOST:PORT, e.g. echocheck --connect 127.0.0.1:50000");
      }
    }
    typed.target = first;
    typed.server_is_a_word = true;
    typed.scenarios.erase(typed.scenarios.begin());
  }
  return CheckScenarioWords(typed);
}

}  // namespace echocheck
