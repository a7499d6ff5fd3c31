// SPDX-License-Identifier: MIT
// The commands with which a reader sees one scenario again.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "harness/model/run_record.h"

namespace echocheck {

// What was typed for echocheck itself, as a shell would read it. Empty when it is not known.
std::string ProgramOf(const RunRecord& run);

// Checks the same server again, by the word that was typed for echocheck and with what was said of
// the target; scenarios or a profile may follow. Empty when the record does not know the command.
std::string CheckCommand(const RunRecord& run);

// Plays this scenario alone, as the run did: what the command line said of the target and of how to
// judge is kept, what chose scenarios, wrote files or shaped the output is not. Empty when the
// record does not know the target.
std::string RepeatCommand(const RunRecord& run, const ScenarioRecord& scenario);

// Shows the scenario's capture, from inside of the run folder; of one client's connection, when its
// port is not 0. Empty when there is no capture file.
std::string TsharkCommand(const ScenarioRecord& scenario, std::uint16_t client_port = 0);

// Shows one connection of any capture, by its number. Empty when `file` is.
std::string TsharkCommand(std::string_view file, std::uint64_t stream);

}  // namespace echocheck
