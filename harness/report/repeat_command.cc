// SPDX-License-Identifier: MIT
#include "harness/report/repeat_command.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>
#include <vector>

#include "harness/model/run_files.h"

namespace echocheck {
namespace {

// Options of a run that matter when one scenario is played again. True: a value follows.
constexpr auto kKeptOptions =
    std::to_array<std::pair<std::string_view, bool>>({{"--target", true},
                                                      {"--connect", true},
                                                      {"--interface", true},
                                                      {"--port", true},
                                                      {"--address", true},
                                                      {"--cwd", true},
                                                      {"--env", true},
                                                      {"--user", true},
                                                      {"--confine", false},
                                                      {"--allow", true},
                                                      {"--start-timeout-ms", true},
                                                      {"--stop-timeout-ms", true},
                                                      {"--isolation", true},
                                                      {"--capture", true},
                                                      {"--timeout-scale", true},
                                                      {"--lang", true},
                                                      {"--strict", false}});

// The words of a line that a shell would read, still in their quotes: they are only handed on.
std::vector<std::string> QuotedWords(std::string_view line) {
  std::vector<std::string> words;
  std::string word;
  bool in_word = false;
  char quote = 0;
  for (std::size_t at = 0; at < line.size(); ++at) {
    const char c = line[at];
    if (quote == 0 && (c == ' ' || c == '\n' || c == '\t')) {
      if (std::exchange(in_word, false)) words.push_back(std::exchange(word, {}));
      continue;
    }
    in_word = true;
    word += c;
    if (c == '\\' && quote != '\'' && at + 1 < line.size()) {
      word += line[++at];
    } else if (quote == 0 && (c == '\'' || c == '"')) {
      quote = c;
    } else if (c == quote) {
      quote = 0;
    }
  }
  if (in_word) words.push_back(word);
  return words;
}

// One word, quoted where a shell would read it otherwise.
std::string QuotedForShell(const std::string& word) {
  constexpr std::string_view kPlain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./:=@%+,";
  if (!word.empty() && word.find_first_not_of(kPlain) == std::string::npos) return word;
  std::string quoted = "'";
  for (const char c : word) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return quoted + "'";
}

// "--env=A=B", perhaps as '--env=A B': its name.
std::string_view OptionName(std::string_view word) {
  if (word.starts_with('\'') || word.starts_with('"')) word.remove_prefix(1);
  return word.substr(0, word.find('='));
}

// Without --target: a command that names the server otherwise has no need of it.
std::vector<std::string> WithoutTarget(std::vector<std::string> words) {
  const auto is_target = [](const std::string& word) { return OptionName(word) == "--target"; };
  const auto found = std::ranges::find_if(words, is_target);
  if (found == words.end()) return words;
  const bool value_follows = found->find('=') == std::string::npos && found + 1 != words.end();
  words.erase(found, found + (value_follows ? 2 : 1));
  return words;
}

std::string KeptOptions(const std::vector<std::string>& words) {
  std::string kept;
  for (std::size_t at = 0; at < words.size(); ++at) {
    const std::string_view name = OptionName(words[at]);
    const auto* const option =
        std::ranges::find(kKeptOptions, name, &std::pair<std::string_view, bool>::first);
    if (option == kKeptOptions.end()) continue;
    kept += " " + words[at];
    const bool value_follows = option->second && words[at].find('=') == std::string::npos;
    if (value_follows && at + 1 < words.size()) kept += " " + words[++at];
  }
  return kept;
}

// The server runs already: there is nothing to launch.
bool Connects(const std::vector<std::string>& words) {
  return std::ranges::any_of(words,
                             [](const auto& word) { return OptionName(word) == "--connect"; });
}

}  // namespace

std::string ProgramOf(const RunRecord& run) {
  const std::vector<std::string> words = QuotedWords(run.command);
  return words.empty() ? "" : words[0];
}

std::string CheckCommand(const RunRecord& run) {
  const std::vector<std::string> words = QuotedWords(run.command);
  if (words.empty() || run.target.empty()) return "";
  const std::string server = Connects(words) ? "" : " " + QuotedForShell(run.target);
  return words[0] + server + KeptOptions(WithoutTarget(words));
}

std::string RepeatCommand(const RunRecord& run, const ScenarioRecord& scenario) {
  if (run.target.empty() || scenario.path.empty()) return "";
  const std::vector<std::string> words = QuotedWords(run.command);
  const std::string kept = KeptOptions(words);
  const bool knows_target = kept.find("--target") != std::string::npos || Connects(words);
  return "echocheck" + (knows_target ? kept : " --target " + QuotedForShell(run.target)) +
         " --seed " + std::to_string(run.seed) + " " + QuotedForShell(scenario.path);
}

std::string TsharkCommand(const ScenarioRecord& scenario, std::uint16_t client_port) {
  if (scenario.folder.empty() || scenario.evidence.capture.state == CaptureState::kOff) return "";
  std::string command =
      "tshark -r " + QuotedForShell(scenario.folder + "/" + std::string(kCaptureFile));
  if (client_port != 0) command += " -Y 'tcp.port == " + std::to_string(client_port) + "'";
  return command;
}

std::string TsharkCommand(std::string_view file, std::uint64_t stream) {
  if (file.empty()) return "";
  return "tshark -r " + QuotedForShell(std::string(file)) +
         " -Y 'tcp.stream == " + std::to_string(stream) + "'";
}

}  // namespace echocheck
