// SPDX-License-Identifier: MIT
// Only wires: which command, with which words.
#include <algorithm>
#include <array>
#include <csignal>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <new>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "harness/base/nearest_name.h"
#include "harness/cli/build_info.h"
#include "harness/cli/command_table.h"
#include "harness/cli/commands.h"
#include "harness/cli/exit_code.h"
#include "harness/cli/help_texts.h"
#include "harness/cli/language_choice.h"
#include "harness/target/command_words.h"
#include "harness/target/executable.h"
#include "harness/words/because.h"
#include "harness/words/sentence.h"

namespace {

std::string Spoken(std::string_view name, std::vector<echocheck::Argument> arguments = {}) {
  return echocheck::ToText(echocheck::Say(name, std::move(arguments)), echocheck::SpokenLanguage());
}

// For whoever types the name alone: what it is, where to begin, where help is.
std::string FirstLines() {
  return Spoken("help.overview.first_lines", {{"version", ECHOCHECK_VERSION}}) + "\n";
}

using Words = std::span<const std::string>;

// Each command on a line, with what it does beside it.
std::string Overview() {
  std::size_t width = 0;
  for (const echocheck::Command& command : echocheck::AllCommands()) {
    width = std::max(width, command.synopsis.size());
  }
  std::string text = Spoken("help.overview.begin", {{"version", ECHOCHECK_VERSION}}) + "\n\n";
  for (const echocheck::Command& command : echocheck::AllCommands()) {
    std::string synopsis(command.synopsis);
    synopsis.resize(width + 3, ' ');
    text += "  echocheck " + synopsis +
            echocheck::WhatCommandDoes(command.name, echocheck::SpokenLanguage()) + "\n";
  }
  return text + "\n" + Spoken("help.overview.end", {{"placeholder", "{port}"}}) + "\n";
}

echocheck::Error NoSuchCommand(const std::string& word) {
  std::vector<std::string_view> names;
  for (const auto& command : echocheck::AllCommands()) names.push_back(command.name);
  return echocheck::UsageError(
      echocheck::Say("errors.no_such_command",
                     {{"name", word}, {"did_you_mean", echocheck::SayDidYouMean(word, names)}}));
}

// Of a word that is nearly a command's name, and neither an option of `run` nor a path nor a
// program; otherwise nothing.
std::optional<echocheck::Error> WrongCommand(const std::string& word) {
  std::error_code unknown;
  if (word.starts_with("-") || std::filesystem::exists(word, unknown) || unknown) return {};
  if (echocheck::FindExecutable(word)) return {};
  std::vector<std::string_view> names;
  for (const auto& command : echocheck::AllCommands()) names.push_back(command.name);
  if (!echocheck::NearestName(word, names)) return std::nullopt;
  return NoSuchCommand(word);
}

// `echocheck help`, and of one command `echocheck help run`. The language has been chosen already.
int Help(Words typed) {
  std::vector<std::string> asked;
  for (std::size_t i = 0; i < typed.size(); ++i) {
    if (typed[i] == "--lang") {
      ++i;
    } else if (!typed[i].starts_with("--lang=")) {
      asked.push_back(typed[i]);
    }
  }
  if (asked.empty()) return echocheck::PrintTable(Overview());
  const echocheck::Command* const command = echocheck::FindCommand(asked[0]);
  if (command == nullptr) return echocheck::PrintError(NoSuchCommand(asked[0]));
  return command->run(std::array<std::string, 1>{"--help"}, "");
}

int Version(Words more) {
  if (!more.empty()) {
    return echocheck::PrintError(
        echocheck::UsageError(echocheck::Say("errors.version_alone", {{"word", more[0]}})));
  }
  return echocheck::PrintOutput(echocheck::VersionText());
}

}  // namespace

int main(int argc, char** argv) try {
  // A limit of file sizes (ulimit -f) is an error of the write then, and not our end.
  std::signal(SIGXFSZ, SIG_IGN);
  const std::vector<std::string> all(argv, argv + argc);
  const std::span<const std::string> words = std::span(all).subspan(argc > 0 ? 1 : 0);
  echocheck::ChooseSpokenLanguage(words);
  if (words.empty()) {
    std::fputs(FirstLines().c_str(), stderr);
    return echocheck::kExitUsage;
  }
  if (words[0] == "--help" || words[0] == "-h" || words[0] == "help") {
    return Help(words.subspan(1));
  }
  if (words[0] == "--version") return Version(words.subspan(1));
  if (const echocheck::Command* const command = echocheck::FindCommand(words[0])) {
    return command->run(words.subspan(1), echocheck::QuoteWords(all));
  }
  if (const auto wrong = WrongCommand(words[0])) return echocheck::PrintError(*wrong);
  return echocheck::RunCommand(words, echocheck::QuoteWords(all));
} catch (const std::bad_alloc&) {
  std::fputs("echocheck: out of memory; raise the limit (ulimit -v), or close other programs\n",
             stderr);
  return echocheck::kExitInconclusive;
} catch (const std::exception& failure) {
  return echocheck::PrintError(
      echocheck::InternalError(echocheck::Say("errors.internal", {{"why", failure.what()}})));
}
