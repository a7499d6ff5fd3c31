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
    {"run", "[run] SERVER [options] [SCENARIO|DIR ...]", "check a server", RunCommand, DeclareRun},
    {"replay", "replay RUN_DIR", "check a saved run again", ReplayCommand, DeclareReplay},
    {"render", "render RUN_DIR --junit FILE ...", "write its report in other formats",
     Plain<RenderCommand>, DeclareRender},
    {"watch", "watch --target COMMAND | --port N", "show TCP as it happens", Plain<WatchCommand>,
     DeclareWatch},
    {"explain", "explain FILE.pcap", "explain what TCP did in a capture", Plain<ExplainCommand>,
     DeclareExplain},
    {"list", "list [checks|causes|scenarios]", "list what there is", Plain<ListCommand>,
     DeclareList},
    {"doctor", "doctor", "show what this machine allows", Plain<DoctorCommand>, DeclareDoctor},
});

}  // namespace

std::span<const Command> AllCommands() { return kCommands; }

const Command* FindCommand(std::string_view name) {
  const auto* const found = std::ranges::find(kCommands, name, &Command::name);
  return found == kCommands.end() ? nullptr : found;
}

}  // namespace echocheck
