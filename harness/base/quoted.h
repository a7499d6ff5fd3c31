// SPDX-License-Identifier: MIT
// Text of a file as messages show it.
#pragma once

#include <string>
#include <string_view>

namespace echocheck {

// Returns `text` in double quotes, on one line. Only the first 60 bytes are shown, and "..." tells
// that there are more: a message must stay readable. A character of UTF-8 is not cut.
std::string Quoted(std::string_view text);

}  // namespace echocheck
