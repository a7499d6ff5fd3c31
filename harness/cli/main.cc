// SPDX-License-Identifier: MIT
// Only wires: which command, with which words.
#include <array>
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include "harness/cli/commands.h"
#include "harness/cli/exit_code.h"
#include "harness/target/command_words.h"

namespace {

constexpr std::string_view kOverview =
    "echocheck " ECHOCHECK_VERSION
    ": checks echo servers (RFC 862) by bytes, segments and process.\n"
    "\n"
    "  echocheck [run] --target COMMAND [options] SCENARIO|DIR ...   judge a server\n"
    "  echocheck list [checks|scenarios]                             what there is\n"
    "  echocheck doctor                                              what this machine allows\n"
    "\n"
    "echocheck run --help shows the options of a run. To begin with:\n"
    "  echocheck --target ./myserver scenarios/basic.json\n";

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> all(argv, argv + argc);
  const std::span<const std::string> words = std::span(all).subspan(argc > 0 ? 1 : 0);
  if (words.empty()) {
    std::fputs(kOverview.data(), stderr);
    return echocheck::kExitUsage;
  }
  if (words[0] == "--help" || words[0] == "-h" || words[0] == "help") {
    return echocheck::Answer(std::string(kOverview));
  }
  if (words[0] == "--version") {
    return echocheck::Answer("echocheck " ECHOCHECK_VERSION "\n");
  }
  if (words[0] == "doctor") return echocheck::DoctorCommand(words.subspan(1));
  if (words[0] == "list") return echocheck::ListCommand(words.subspan(1));
  const bool named = words[0] == "run";
  return echocheck::RunCommand(words.subspan(named ? 1 : 0), echocheck::QuoteWords(all));
}
