// SPDX-License-Identifier: MIT
// Says what a cause is, from the catalogue "causes".
#pragma once

#include <map>
#include <string>

#include "harness/judge/causes/cause_rule.h"
#include "harness/words/language.h"

namespace echocheck {

enum class CauseText {
  kTitle,     // a few words
  kSentence,  // what happened
  kHint,      // where to look, and what to do
  kToldBy,    // the evidence that shows it
};

// Returns the text with its placeholders filled in; one without an argument stays as it is.
std::string TextOf(const CauseRule& rule, CauseText which, Language language,
                   const CauseArguments& arguments = {});

// Returns the arguments as text.
std::map<std::string, std::string> ToText(const CauseArguments& arguments, Language language);

}  // namespace echocheck
