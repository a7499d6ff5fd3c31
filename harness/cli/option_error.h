// SPDX-License-Identifier: MIT
// Errors of what was typed with an option.
#pragma once

#include <string_view>

#include "harness/base/error.h"

namespace echocheck {

// Returns "--port: WHAT", as a usage error. Without an option (a positional word): what `error`
// says alone.
Error OptionError(std::string_view option, const Error& error);

}  // namespace echocheck
