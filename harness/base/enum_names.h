// SPDX-License-Identifier: MIT
// The one spelling of each enumerator, for reports, formats and messages alike.
//
// An enum whose enumerators count up from 0 declares, beside itself and in the same order,
//   constexpr auto EnumNames(Verdict) { return std::to_array<std::string_view>({"pass", ...}); }
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace echocheck {

template <class Enum>
constexpr std::string_view ToString(Enum value) requires requires {
  EnumNames(value);
}
{ return EnumNames(value).at(static_cast<std::size_t>(value)); }

// nullopt: no enumerator is spelled so.
template <class Enum>
constexpr std::optional<Enum> FromString(std::string_view name) {
  constexpr auto kNames = EnumNames(Enum{});
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    if (kNames[i] == name) return static_cast<Enum>(i);
  }
  return std::nullopt;
}

}  // namespace echocheck
