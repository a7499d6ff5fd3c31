// SPDX-License-Identifier: MIT
#include "harness/model/target_outcome.h"

#include <cstring>

namespace echocheck {

std::string ToString(const ExitStatus& status) {
  if (status.signal) {
    const char* name = sigabbrev_np(*status.signal);
    return "signal " + std::to_string(*status.signal) +
           (name != nullptr ? " (SIG" + std::string(name) + ")" : "");
  }
  return status.code ? "exit status " + std::to_string(*status.code)
                     : "its exit status is not known";
}

}  // namespace echocheck
