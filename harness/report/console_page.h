// SPDX-License-Identifier: MIT
// The page that a user's options make.
#pragma once

#include <algorithm>

#include "harness/report/console.h"
#include "harness/report/console_text.h"

namespace echocheck {

inline Page PageOf(const ConsoleOptions& options) {
  const int width = std::max(options.width, ConsoleOptions::kNarrowest);
  return {static_cast<std::size_t>(width), Pen(options.color), LanguageNamed(options.language)};
}

}  // namespace echocheck
