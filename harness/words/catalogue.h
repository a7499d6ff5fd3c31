// SPDX-License-Identifier: MIT
// The texts of a language, by area and name. They are data: texts/<language>/<area>.json, which are
// built into the program, each an object of strings. A text that differs between singular and
// plural is an object of "one" and "other"; its argument "count" decides. Any other object is a
// group, whose texts are named with a dot: "crashed.title".
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "harness/words/language.h"

namespace echocheck {

struct CatalogueEntry {
  std::string one;    // empty: as `other`
  std::string other;  // with {placeholders}

  const std::string& For(std::uint64_t count) const {
    return count == 1 && !one.empty() ? one : other;
  }
};
using Catalogue = std::map<std::string, CatalogueEntry, std::less<>>;

// Returns the texts of an area, read when they are asked for first; none for an area that does not
// exist. They live as long as the program. Any thread may ask.
const Catalogue& CatalogueOf(std::string_view area, Language language);

// Returns the names of all areas.
std::span<const std::string_view> CatalogueAreas();

// Returns the names within {}, in the order in which they appear.
std::vector<std::string> PlaceholdersOf(std::string_view text);

// Calls on_text and on_name for each part of `text` in turn: the text outside of {}, and the names
// inside.
template <class OnText, class OnName>
void ForEachPart(std::string_view text, OnText on_text, OnName on_name) {
  while (!text.empty()) {
    const std::size_t open = text.find('{');
    const std::size_t close = text.find('}', open);
    if (close == text.npos) return on_text(text);
    on_text(text.substr(0, open));
    on_name(text.substr(open + 1, close - open - 1));
    text.remove_prefix(close + 1);
  }
}

}  // namespace echocheck
