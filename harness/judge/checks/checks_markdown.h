// SPDX-License-Identifier: MIT
// docs/checks.md, from the registry: a test holds the file in step.
#pragma once

#include <string>

namespace echocheck {

std::string ChecksMarkdown();

}  // namespace echocheck
