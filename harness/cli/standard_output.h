// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "harness/base/result.h"

namespace echocheck {

// Writes to standard output, at once. What nobody could read is an error; a reader that has had
// enough (`| head`) is not.
Status Print(const std::string& text);

}  // namespace echocheck
