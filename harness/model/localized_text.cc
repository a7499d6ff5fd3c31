// SPDX-License-Identifier: MIT
#include "harness/model/localized_text.h"

namespace echocheck {

bool HasLanguage(const LocalizedText& text, std::string_view language) {
  return language != "ja" || !text.japanese.empty();
}

const std::string& InLanguage(const LocalizedText& text, std::string_view language) {
  return language == "ja" && HasLanguage(text, language) ? text.japanese : text.english;
}

}  // namespace echocheck
