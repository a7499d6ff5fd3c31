// SPDX-License-Identifier: MIT
// The page's style and script: files of assets/, embedded by cmake/EmbedPage.cmake.
#pragma once

#include <string_view>

namespace echocheck {

extern const std::string_view kPageStyle;
extern const std::string_view kPageScript;
// "sha256-..." of exactly the above, as a content security policy has them.
extern const std::string_view kPageStyleHash;
extern const std::string_view kPageScriptHash;

}  // namespace echocheck
