// SPDX-License-Identifier: MIT
// One function a command. Each parses its own words, does its work, prints, and returns the exit
// code (docs/design.md, "Command line").
#pragma once

#include <span>
#include <string>

namespace echocheck {

// `words` are those after the command's name; `command_line` is the whole, for the record.
int RunCommand(std::span<const std::string> words, const std::string& command_line);
int ReplayCommand(std::span<const std::string> words, const std::string& command_line);
int WatchCommand(std::span<const std::string> words);
int DoctorCommand(std::span<const std::string> words);
int ListCommand(std::span<const std::string> words);
int RenderCommand(std::span<const std::string> words);
int ExplainCommand(std::span<const std::string> words);

}  // namespace echocheck
