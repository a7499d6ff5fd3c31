// SPDX-License-Identifier: MIT
// Says from which commit this program is built. cmake/FindCommit.cmake writes the source.
#pragma once

#include <string_view>

namespace echocheck {

extern const std::string_view kBuiltCommit;  // "1a2b3c4", "1a2b3c4-dirty" or "unknown"
extern const std::string_view
    kBuiltCommitDate;  // "2025-01-31"; without a commit, that of the build

}  // namespace echocheck
