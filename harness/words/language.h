// SPDX-License-Identifier: MIT
// The languages that echocheck speaks.
#pragma once

#include <array>
#include <string_view>

#include "harness/base/enum_names.h"

namespace echocheck {

enum class Language { kEnglish, kJapanese };
constexpr auto EnumNames(Language /*tag*/) { return std::to_array<std::string_view>({"en", "ja"}); }

// Returns the language of a name such as "ja"; English for any that we do not speak.
constexpr Language LanguageNamed(std::string_view name) {
  return name == "ja" ? Language::kJapanese : Language::kEnglish;
}

}  // namespace echocheck
