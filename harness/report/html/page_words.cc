// SPDX-License-Identifier: MIT
#include "harness/report/html/page_words.h"

#include <algorithm>
#include <span>

#include "harness/words/embedded_texts.h"

namespace echocheck {

std::string_view PageWords(Language language) {
  const std::span<const EmbeddedTexts> all(kEmbeddedTexts, kEmbeddedTextsCount);
  const auto page = std::ranges::find(all, "page", &EmbeddedTexts::area);
  if (page == all.end()) return "{}";
  return language == Language::kJapanese ? page->japanese : page->english;
}

}  // namespace echocheck
