// SPDX-License-Identifier: MIT
// Names of texts and of their placeholders that were read from a file.
#pragma once

#include <optional>
#include <string_view>

namespace echocheck {

// Returns the name of a text of the catalogues, "errors.not_a_port", as one that lives as long as
// the program; nullopt: there is no such text.
std::optional<std::string_view> KnownName(std::string_view name);

// Returns the placeholder `placeholder` of the text `name`, likewise.
std::optional<std::string_view> KnownPlaceholder(std::string_view name,
                                                 std::string_view placeholder);

}  // namespace echocheck
