// SPDX-License-Identifier: MIT
// Declares and runs each command. A command parses its own words, does its work, prints, and
// returns the exit code (docs/design.md, "Command line"). command_table.h lists them.
#pragma once

#include <memory>
#include <span>
#include <string>

#include "harness/cli/cli11_names.h"

namespace echocheck {

// `words` are those after the command's name; `command_line` is the whole, for the record.
int RunCommand(std::span<const std::string> words, const std::string& command_line);
int ReplayCommand(std::span<const std::string> words, const std::string& command_line);
int WatchCommand(std::span<const std::string> words);
int DoctorCommand(std::span<const std::string> words);
int ListCommand(std::span<const std::string> words);
int RenderCommand(std::span<const std::string> words);
int ExplainCommand(std::span<const std::string> words);

// Each returns the options of its command, which own what they write into.
std::unique_ptr<CLI::App> DeclareRun();
std::unique_ptr<CLI::App> DeclareReplay();
std::unique_ptr<CLI::App> DeclareWatch();
std::unique_ptr<CLI::App> DeclareDoctor();
std::unique_ptr<CLI::App> DeclareList();
std::unique_ptr<CLI::App> DeclareRender();
std::unique_ptr<CLI::App> DeclareExplain();

}  // namespace echocheck
