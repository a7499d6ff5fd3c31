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
  return "exit status " + std::to_string(status.code.value_or(0));
}

}  // namespace echocheck
