// SPDX-License-Identifier: MIT
#include "harness/cli/command_table.h"

#include <algorithm>
#include <array>

#include "harness/cli/commands.h"

namespace echocheck {
namespace {

// For commands that do not record their command line.
template <int (*kRun)(std::span<const std::string>)>
int Plain(std::span<const std::string> words, const std::string& /*command_line*/) {
  return kRun(words);
}

constexpr auto kCommands = std::to_array<Command>({
    {"run", "[run] SERVER [options] [SCENARIO|DIR ...]", RunCommand, DeclareRun},
    {"replay", "replay RUN_DIR", ReplayCommand, DeclareReplay},
    {"render", "render RUN_DIR --junit FILE ...", Plain<RenderCommand>, DeclareRender},
    {"watch", "watch --target COMMAND | --port N", Plain<WatchCommand>, DeclareWatch},
    {"explain", "explain FILE.pcap", Plain<ExplainCommand>, DeclareExplain},
    {"list", "list [checks|causes|scenarios]", Plain<ListCommand>, DeclareList},
    {"doctor", "doctor", Plain<DoctorCommand>, DeclareDoctor},
});

}  // namespace

std::span<const Command> AllCommands() { return kCommands; }

const Command* FindCommand(std::string_view name) {
  const auto* const found = std::ranges::find(kCommands, name, &Command::name);
  return found == kCommands.end() ? nullptr : found;
}

}  // namespace echocheck
