// SPDX-License-Identifier: MIT
// What is said of each cause, from messages/*.json, which are built into the program.
#pragma once

#include <array>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "harness/check/causes/cause_rule.h"

namespace echocheck {

struct CauseMessage {
  std::string title;     // a few words
  std::string sentence;  // what happened, with {placeholders}
  std::string hint;      // where to look
};
using CauseMessages = std::map<std::string, CauseMessage, std::less<>>;

constexpr auto kCauseLanguages = std::to_array<std::string_view>({"en", "ja"});

// All of a language; those of English for a language that there is not. Lives as long as the
// program.
const CauseMessages& MessagesIn(std::string_view language);

// A cause without a message (a test sees to it that there is none) has its id for all three.
CauseMessage MessageOf(std::string_view id, std::string_view language);

// The names within {}, in their order.
std::vector<std::string> PlaceholdersOf(std::string_view text);

// A placeholder that has no argument stays as it is.
std::string FillIn(std::string_view text, const CauseArguments& arguments);

}  // namespace echocheck
