// SPDX-License-Identifier: MIT
// Words -> options, by CLI11, with our messages and exit codes.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "harness/cli/cli11_names.h"

namespace echocheck {

// nullopt: go on. Otherwise the exit code: help was printed (0) or a complaint (3).
std::optional<int> Parse(CLI::App& app, std::span<const std::string> words);

// A check of CLI11 for options that name a file: empty is fine, otherwise what is wrong.
std::string IsNotEmpty(const std::string& file);
inline constexpr std::string_view kEmptyName = "the name of the file is empty";

}  // namespace echocheck
