// SPDX-License-Identifier: MIT
#include "harness/cli/standard_output.h"

#include <cerrno>
#include <cstdio>

#include "harness/words/because.h"

namespace echocheck {

Status Print(const std::string& text) {
  const bool printed = std::fputs(text.c_str(), stdout) >= 0;
  // Flushed at once: seen as it comes, and not twice when a worker is forked.
  if ((std::fflush(stdout) != 0 || !printed) && errno != EPIPE) {
    return SystemError(Say("doing.write_output"), errno);
  }
  return {};
}

}  // namespace echocheck
