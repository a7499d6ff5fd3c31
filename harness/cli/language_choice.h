// SPDX-License-Identifier: MIT
// In which language a command speaks: --lang, otherwise what the environment asks for.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>

#include "harness/cli/cli11_names.h"
#include "harness/words/language.h"

namespace echocheck {

// Returns a variable of the environment; null when it is not set.
using ReadVariable = std::function<const char*(const char* name)>;

// Returns the language that the environment asks for: of LC_ALL, LC_MESSAGES and LANG the first
// that is set and not empty decides. nullopt: none is, or it names a language that we do not speak.
std::optional<Language> LanguageAskedFor(const ReadVariable& read);

// Returns the language in which this process prints help, errors and notes. English until
// ChooseSpokenLanguage() was called.
Language SpokenLanguage();

// Chooses it, from the words of the command line (the last --lang counts) and the environment: help
// and errors of parsing must speak it, too, so nothing has been parsed yet. To be called once, at
// the start, before there are other threads.
void ChooseSpokenLanguage(std::span<const std::string> words);

// Declares --lang, which writes into `language`: it stays empty when nothing is typed.
CLI::Option* DeclareLanguage(CLI::App& app, std::string& language);

// Returns `typed`, or if it is empty the language of this process's environment, or `otherwise`.
std::string LanguageFor(const std::string& typed, const std::string& otherwise = "en");

}  // namespace echocheck
