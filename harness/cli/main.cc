// SPDX-License-Identifier: MIT
// Only wires: which command, with which words.
#include <algorithm>
#include <array>
#include <csignal>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <new>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "harness/base/nearest_name.h"
#include "harness/cli/build_info.h"
#include "harness/cli/command_table.h"
#include "harness/cli/commands.h"
#include "harness/cli/exit_code.h"
#include "harness/target/command_words.h"
#include "harness/target/executable.h"

namespace {

// For whoever types the name alone: what it is, where to begin, where help is.
constexpr std::string_view kFirstLines =
    "echocheck " ECHOCHECK_VERSION
    " checks your echo server (RFC 862): bytes, TCP segments and process.\n"
    "  echocheck ./myserver                  check your server\n"
    "  echocheck watch --target ./myserver   be its client, and see each segment\n"
    "  echocheck explain FILE.pcap           explain what TCP did in a capture\n"
    "  echocheck help                        list all commands\n";

constexpr std::string_view kOverviewBegin =
    "echocheck " ECHOCHECK_VERSION
    " checks echo servers (RFC 862) by bytes, segments and process.\n\n";

constexpr std::string_view kOverviewEnd =
    "\n"
    "SERVER is a program, or a command in quotes: \"python3 server.py {port}\".\n"
    "echocheck help run shows the options of a run. To begin with:\n"
    "  echocheck ./myserver\n"
    "  echocheck --target ./myserver scenarios/basic.json\n";

using Words = std::span<const std::string>;

// Each command on a line, with what it does beside it.
std::string Overview() {
  std::size_t width = 0;
  for (const echocheck::Command& command : echocheck::AllCommands()) {
    width = std::max(width, command.synopsis.size());
  }
  std::string text(kOverviewBegin);
  for (const echocheck::Command& command : echocheck::AllCommands()) {
    std::string synopsis(command.synopsis);
    synopsis.resize(width + 3, ' ');
    text += "  echocheck " + synopsis + std::string(command.does) + "\n";
  }
  return text.append(kOverviewEnd);
}

// Of a word that is nearly a command's name, and neither an option of `run` nor a path nor a
// program; otherwise empty.
std::string WrongCommand(const std::string& word) {
  std::error_code unknown;
  if (word.starts_with("-") || std::filesystem::exists(word, unknown) || unknown) return {};
  if (echocheck::FindExecutable(word)) return {};
  std::vector<std::string_view> names;
  for (const auto& command : echocheck::AllCommands()) names.push_back(command.name);
  const std::string meant = echocheck::DidYouMean(word, names);
  return meant.empty() ? meant : "no command is called \"" + word + "\"" + meant;
}

// `echocheck help`, and of one command `echocheck help run`.
int Help(Words asked) {
  if (asked.empty()) return echocheck::PrintOutput(Overview());
  const echocheck::Command* const command = echocheck::FindCommand(asked[0]);
  if (command == nullptr) {
    const std::string wrong = WrongCommand(asked[0]);
    return echocheck::PrintError(
        echocheck::UsageError(wrong.empty() ? "no command is called \"" + asked[0] + "\"" : wrong));
  }
  return command->run(std::array<std::string, 1>{"--help"}, "");
}

int Version(Words more) {
  if (!more.empty()) {
    return echocheck::PrintError(
        echocheck::UsageError("--version stands alone: \"" + more[0] + "\" is one word too many"));
  }
  return echocheck::PrintOutput(echocheck::VersionText());
}

}  // namespace

int main(int argc, char** argv) try {
  // A limit of file sizes (ulimit -f) is an error of the write then, and not our end.
  std::signal(SIGXFSZ, SIG_IGN);
  const std::vector<std::string> all(argv, argv + argc);
  const std::span<const std::string> words = std::span(all).subspan(argc > 0 ? 1 : 0);
  if (words.empty()) {
    std::fputs(kFirstLines.data(), stderr);
    return echocheck::kExitUsage;
  }
  if (words[0] == "--help" || words[0] == "-h" || words[0] == "help") {
    return Help(words.subspan(1));
  }
  if (words[0] == "--version") return Version(words.subspan(1));
  if (const echocheck::Command* const command = echocheck::FindCommand(words[0])) {
    return command->run(words.subspan(1), echocheck::QuoteWords(all));
  }
  if (const std::string wrong = WrongCommand(words[0]); !wrong.empty()) {
    return echocheck::PrintError(echocheck::UsageError(wrong));
  }
  return echocheck::RunCommand(words, echocheck::QuoteWords(all));
} catch (const std::bad_alloc&) {
  std::fputs("echocheck: out of memory; raise the limit (ulimit -v), or close other programs\n",
             stderr);
  return echocheck::kExitInconclusive;
} catch (const std::exception& failure) {
  std::fprintf(stderr, "echocheck: internal error: %s\n", failure.what());
  return echocheck::kExitInconclusive;
}
