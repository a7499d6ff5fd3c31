// SPDX-License-Identifier: MIT
// A text in both languages of the reports.
#pragma once

#include <string>
#include <string_view>

namespace echocheck {

struct LocalizedText {
  std::string english;
  std::string japanese;  // empty: there is none

  bool operator==(const LocalizedText&) const = default;
};

// Returns whether `text` can be shown in `language` ("en" or "ja"; any other counts as "en").
bool HasLanguage(const LocalizedText& text, std::string_view language);

// Returns the text in `language`; the English one where there is no other. The reference lives as
// long as `text`.
const std::string& InLanguage(const LocalizedText& text, std::string_view language);
const std::string& InLanguage(LocalizedText&& text, std::string_view language) = delete;

}  // namespace echocheck
