// SPDX-License-Identifier: MIT
// Puts sentences and reasons into a language.
#pragma once

#include <string>

#include "harness/base/reason.h"
#include "harness/base/sentence.h"
#include "harness/words/language.h"

namespace echocheck {

// Returns the sentence in a language. A text that does not exist (a test finds those) is shown by
// its name; a placeholder without an argument stays as it is.
std::string ToText(const Sentence& sentence, Language language);

// Returns the reason in a language: in English where no other text is known.
std::string ToText(const Reason& reason, Language language);

}  // namespace echocheck
