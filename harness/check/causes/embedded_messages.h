// SPDX-License-Identifier: MIT
// messages/*.json as they are; the source is generated from them (CMakeLists.txt of the layer).
#pragma once

#include <string_view>

namespace echocheck {

extern const std::string_view kEnglishMessages;
extern const std::string_view kJapaneseMessages;

}  // namespace echocheck
