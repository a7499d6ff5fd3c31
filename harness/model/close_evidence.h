// SPDX-License-Identifier: MIT
// Which checks show how connections closed: what is judged, and what is reported of it, go by them.
#pragma once

#include <string_view>

namespace echocheck {

// Returns true for a check of how an end closed its connection. That no socket is left
// (close.released) does not show it.
inline bool ShowsHowConnectionsClosed(std::string_view check) {
  return check == "close.fin" || check == "close.order" || check == "close.no_reset";
}

}  // namespace echocheck
