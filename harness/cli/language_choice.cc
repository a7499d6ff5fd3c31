// SPDX-License-Identifier: MIT
#include "harness/cli/language_choice.h"

#include <cstdlib>
#include <string_view>
#include <vector>

namespace echocheck {

std::optional<Language> LanguageAskedFor(const ReadVariable& read) {
  for (const char* const name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* const value = read(name);
    if (value == nullptr || *value == '\0') continue;
    if (std::string_view(value).starts_with("ja")) return Language::kJapanese;
    return std::nullopt;
  }
  return std::nullopt;
}

CLI::Option* DeclareLanguage(CLI::App& app, std::string& language, const std::string& what,
                             const std::string& otherwise) {
  const auto names = EnumNames(Language{});
  return app
      .add_option("--lang", language,
                  what + "; default: ja if LC_ALL, LC_MESSAGES or LANG begins with ja, otherwise " +
                      otherwise)
      ->check(CLI::IsMember(std::vector<std::string>(names.begin(), names.end())));
}

std::string LanguageFor(const std::string& typed, const std::string& otherwise) {
  if (!typed.empty()) return typed;
  const auto asked =
      LanguageAskedFor([](const char* name) -> const char* { return std::getenv(name); });
  return asked ? std::string(ToString(*asked)) : otherwise;
}

}  // namespace echocheck
