// SPDX-License-Identifier: MIT
// docs/causes.md, from the registry: a test holds the file in step.
#pragma once

#include <string>

namespace echocheck {

std::string CausesMarkdown();

}  // namespace echocheck
