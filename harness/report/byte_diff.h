// SPDX-License-Identifier: MIT
// The bytes around the first one that came back wrong, as hex and as text, one above the other.
#pragma once

#include <string>
#include <vector>

#include "harness/model/history.h"
#include "harness/report/console_text.h"

namespace echocheck {

// Lines without indentation or newline, none wider than `width` columns.
std::vector<std::string> RenderByteDiff(const StreamDifference& difference, std::size_t width,
                                        const Page& page);

}  // namespace echocheck
