// SPDX-License-Identifier: MIT
// The code points of UTF-8: where one ends, how many columns it takes, and whether it can be shown.
#pragma once

#include <cstddef>
#include <string_view>

namespace echocheck {

struct CodePoint {
  char32_t value = 0;
  std::size_t bytes = 0;
};

// Returns the length of the well-formed UTF-8 sequence at the start of `text`, or 0 if there is
// none (Unicode 15, table 3-7).
std::size_t Utf8Length(std::string_view text);

// Returns the code point at the start of non-empty, well-formed UTF-8.
CodePoint FirstCodePoint(std::string_view text);

// Returns whether text can pretend to be other text with this character: marks of direction,
// invisible ones, line separators (Unicode Technical Report 36); and the two that XML 1.0 has no
// spelling for.
bool IsDeceptive(char32_t value);

// Returns whether the console shows the character as it is. It does so for the scripts that every
// terminal lays out alike: Latin, Greek, Cyrillic, Japanese, Chinese, Korean, punctuation, symbols.
// Others stay escaped, as control characters and all that is deceptive do.
bool IsPrintable(char32_t value);

// Returns the columns of a terminal that it takes: East Asian wide characters two, combining ones
// none.
std::size_t ColumnsOf(char32_t value);

}  // namespace echocheck
