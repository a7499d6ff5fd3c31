// SPDX-License-Identifier: MIT
// What was wrong with the words of a command line, as our sentence instead of CLI11's.
#pragma once

#include <span>
#include <string>

#include <CLI/CLI.hpp>

#include "harness/base/sentence.h"

namespace echocheck {

// `error` is what parsing `words` by `app` came to.
Sentence SayParseError(const CLI::App& app, std::span<const std::string> words,
                       const CLI::ParseError& error);

}  // namespace echocheck
