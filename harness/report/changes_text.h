// SPDX-License-Identifier: MIT
// What `echocheck replay` says of findings that are not those of the saved report.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "harness/model/finding_change.h"
#include "harness/report/console.h"

namespace echocheck {

// Whole lines. `saved_by` is the version that made the saved report. When nothing changed, that is
// said, too, unless `options` want few words.
std::string RenderChanges(std::span<const FindingChange> changes, std::string_view saved_by,
                          const ConsoleOptions& options);

}  // namespace echocheck
