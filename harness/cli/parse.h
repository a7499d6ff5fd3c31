// SPDX-License-Identifier: MIT
// Words -> options, by CLI11, with our messages and exit codes.
#pragma once

#include <optional>
#include <span>
#include <string>

#include <CLI/CLI.hpp>

namespace echocheck {

// nullopt: go on. Otherwise the exit code: help was printed (0) or a complaint (3).
std::optional<int> Parse(CLI::App& app, std::span<const std::string> words);

}  // namespace echocheck
