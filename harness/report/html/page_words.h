// SPDX-License-Identifier: MIT
// The page's own words: area "page" of the catalogue.
#pragma once

#include <string_view>

#include "harness/words/language.h"

namespace echocheck {

// Returns them as a JSON object, as they stand in their file.
std::string_view PageWords(Language language);

}  // namespace echocheck
