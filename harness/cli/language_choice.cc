// SPDX-License-Identifier: MIT
#include "harness/cli/language_choice.h"

#include <cstdlib>
#include <string_view>
#include <vector>

#include <CLI/CLI.hpp>

namespace echocheck {
namespace {

Language spoken = Language::kEnglish;  // NOLINT: as setlocale(3), it is the process's

}  // namespace

std::optional<Language> LanguageAskedFor(const ReadVariable& read) {
  for (const char* const name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* const value = read(name);
    if (value == nullptr || *value == '\0') continue;
    if (std::string_view(value).starts_with("ja")) return Language::kJapanese;
    return std::nullopt;
  }
  return std::nullopt;
}

Language SpokenLanguage() { return spoken; }

void ChooseSpokenLanguage(std::span<const std::string> words) {
  constexpr std::string_view kOption = "--lang";
  std::string typed;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string_view word = words[i];
    if (word == kOption && i + 1 < words.size()) typed = words[i + 1];
    if (word.starts_with("--lang=")) typed = word.substr(kOption.size() + 1);
  }
  // One that we do not speak is an error, to be told in the other way to choose.
  if (!FromString<Language>(typed)) typed.clear();
  spoken = LanguageNamed(LanguageFor(typed));
}

CLI::Option* DeclareLanguage(CLI::App& app, std::string& language) {
  const auto names = EnumNames(Language{});
  return app.add_option("--lang", language)
      ->check(CLI::IsMember(std::vector<std::string>(names.begin(), names.end())));
}

std::string LanguageFor(const std::string& typed, const std::string& otherwise) {
  if (!typed.empty()) return typed;
  const auto asked =
      LanguageAskedFor([](const char* name) -> const char* { return std::getenv(name); });
  return asked ? std::string(ToString(*asked)) : otherwise;
}

}  // namespace echocheck
