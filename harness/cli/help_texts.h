// SPDX-License-Identifier: MIT
// The help of the commands in both languages. The definitions of the options have no texts of their
// own: FillInHelp() gives them those of the area "help" of the catalogues.
#pragma once

#include <string>
#include <string_view>

#include <CLI/CLI.hpp>

#include "harness/words/language.h"

namespace echocheck {

// Gives the options , their groups and the command itself their texts in a language. An
// option's text is "help.<command>.<option>", or for an option that several commands have
// "help.any.<option>"; that of a group is "help.group.<group>".
void FillInHelp(CLI::App& app, Language language);

// Returns what a command does, for a list of commands: "check a server".
std::string WhatCommandDoes(std::string_view command, Language language);

}  // namespace echocheck
