// SPDX-License-Identifier: MIT
#pragma once

#include "harness/report/console.h"

namespace echocheck {

inline ConsoleOptions Quiet() {
  ConsoleOptions options;
  options.detail = ConsoleOptions::kQuiet;
  return options;
}

}  // namespace echocheck
