// SPDX-License-Identifier: MIT
// Where in a text something is, in the words of error messages.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace echocheck {

// Returns the number of the line that `offset` is in. Offsets count bytes from 0, lines from 1.
std::size_t LineOf(std::string_view text, std::size_t offset);

// Returns "FILE:LINE:COLUMN" of `offset`. Columns count characters of UTF-8, from 1.
std::string PlaceInFile(std::string_view text, std::size_t offset, std::string_view file);

// Returns `text` without the byte order mark that some editors put in front. RFC 8259 lets a reader
// ignore it. Offsets and columns count from behind it.
std::string_view WithoutByteOrderMark(std::string_view text);

}  // namespace echocheck
