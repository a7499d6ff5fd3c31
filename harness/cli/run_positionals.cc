// SPDX-License-Identifier: MIT
#include "harness/cli/run_positionals.h"

#include <filesystem>
#include <system_error>

#include "harness/cli/scenario_places.h"
#include "harness/scenario/find_scenarios.h"
#include "harness/target/command_words.h"
#include "harness/target/executable.h"
#include "harness/target/source_files.h"

namespace echocheck {
namespace {

Error NoServer(const std::string& why) {
  return UsageError(why + ": which server is to be checked? e.g. echocheck ./myserver basic");
}

// What `word` is, if it leads to scenarios and not to a program; otherwise empty.
std::string ScenarioIn(const std::string& word, const RunWords& typed) {
  const auto words = SplitWords(word);
  if (!words || words->size() != 1 || FindExecutable(words->front(), typed.cwd)) return "";
  if (word.ends_with(".json")) return word + " is a scenario";
  const auto place = FindScenarioPlace(word);
  if (!place || !HowToStart(word).empty() || !FindScenarios(place->path)) return "";
  std::error_code ignored;
  const bool folder = std::filesystem::is_directory(place->path, ignored);
  return word + (folder ? " is a folder of scenarios" : " is a scenario");
}

}  // namespace

Status TakeServer(RunWords& typed) {
  if (!typed.target.empty() || !typed.connect.empty()) return {};
  if (typed.scenarios.empty()) return NoServer("no server");
  const std::string first = typed.scenarios.front();
  if (const std::string what = ScenarioIn(first, typed); !what.empty()) return NoServer(what);
  typed.target = first;
  typed.server_is_a_word = true;
  typed.scenarios.erase(typed.scenarios.begin());
  return {};
}

Error WithServerInQuotes(const Error& error, const RunWords& typed) {
  const bool says_what_is_right = error.message.find("did you mean") != std::string::npos ||
                                  error.message.find(".json") != std::string::npos;
  if (!typed.server_is_a_word || says_what_is_right) return error;
  std::string command = typed.target;
  for (const std::string& word : typed.scenarios) command += ' ' + word;
  return UsageError(error.message + " (a server with arguments is one word: echocheck \"" +
                    command + "\")");
}

}  // namespace echocheck
