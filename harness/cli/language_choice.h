// SPDX-License-Identifier: MIT
// In which language a command speaks: --lang, otherwise what the environment asks for.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include <CLI/CLI.hpp>

#include "harness/words/language.h"

namespace echocheck {

// Returns a variable of the environment; null when it is not set.
using ReadVariable = std::function<const char*(const char* name)>;

// Returns the language that the environment asks for: of LC_ALL, LC_MESSAGES and LANG the first
// that is set and not empty decides. nullopt: none is, or it names a language that we do not speak.
std::optional<Language> LanguageAskedFor(const ReadVariable& read);

// Declares --lang, which writes into `language`: it stays empty when nothing is typed. `what` says
// what the option covers, `otherwise` what counts when neither it nor the environment chooses.
CLI::Option* DeclareLanguage(CLI::App& app, std::string& language, const std::string& what,
                             const std::string& otherwise = "en");

// Returns `typed`, or if it is empty the language of this process's environment, or `otherwise`.
std::string LanguageFor(const std::string& typed, const std::string& otherwise = "en");

}  // namespace echocheck
