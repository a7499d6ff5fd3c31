// SPDX-License-Identifier: MIT
// "did you mean": the known name closest to one that a user typed.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace echocheck {

// The known name with the fewest edits (insert, delete, replace, swap of neighbours), if that is at
// most a third of the typed name's length, and at least one edit is always allowed.
std::optional<std::string> NearestName(std::string_view typed,
                                       std::span<const std::string_view> known);

// `, did you mean "send"?` or an empty string.
std::string DidYouMean(std::string_view typed, std::span<const std::string_view> known);

}  // namespace echocheck
