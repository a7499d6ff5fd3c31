// SPDX-License-Identifier: MIT
#include "harness/judge/causes/cause_texts.h"

#include <charconv>
#include <optional>
#include <vector>

namespace echocheck {
namespace {

std::string_view NameOf(CauseText which) {
  switch (which) {
    case CauseText::kTitle:
      return ".title";
    case CauseText::kSentence:
      return ".sentence";
    case CauseText::kHint:
      return ".hint";
    case CauseText::kToldBy:
      return ".told_by";
  }
  return "";
}

std::optional<std::uint64_t> NumberIn(const std::string& text) {
  std::uint64_t number = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  return error == std::errc() && stop == end ? std::optional(number) : std::nullopt;
}

// A number chooses between singular and plural.
Argument ArgumentFrom(const std::string& name, const CauseArgument& value) {
  if (const auto number = NumberIn(value.said.plain)) return {name, *number};
  return {name, value.said};
}

}  // namespace

std::string TextOf(const CauseRule& rule, CauseText which, Language language,
                   const CauseArguments& arguments) {
  std::vector<Argument> filled;
  for (const auto& [name, value] : arguments) filled.push_back(ArgumentFrom(name, value));
  return ToText(
      Say("causes." + std::string(rule.id) + std::string(NameOf(which)), std::move(filled)),
      language);
}

std::map<std::string, std::string> ToText(const CauseArguments& arguments, Language language) {
  std::map<std::string, std::string> texts;
  for (const auto& [name, value] : arguments) texts[name] = ToText(value.said, language);
  return texts;
}

}  // namespace echocheck
