// SPDX-License-Identifier: MIT
#include "harness/words/sentence.h"

#include <algorithm>
#include <string_view>
#include <variant>
#include <vector>

#include "harness/words/catalogue.h"

namespace echocheck {
namespace {

std::string Joined(const std::vector<Sentence>& parts, Language language) {
  std::string text;
  for (const Sentence& part : parts) {
    if (!text.empty()) text += language == Language::kJapanese ? "、" : ", ";
    text += ToText(part, language);
  }
  return text;
}

std::string ToText(const Argument& argument, Language language) {
  if (const auto* number = std::get_if<std::uint64_t>(&argument.value)) {
    return std::to_string(*number);
  }
  if (const auto* text = std::get_if<std::string>(&argument.value)) return *text;
  return Joined(std::get<std::vector<Sentence>>(argument.value), language);
}

const Argument* FindArgument(const Sentence& sentence, std::string_view name) {
  const auto found = std::ranges::find(sentence.arguments, name, &Argument::name);
  return found != sentence.arguments.end() ? &*found : nullptr;
}

// Which form the text takes; without a number the plural.
std::uint64_t CountIn(const Sentence& sentence) {
  const Argument* count = FindArgument(sentence, "count");
  const auto* number = count ? std::get_if<std::uint64_t>(&count->value) : nullptr;
  return number ? *number : 0;
}

}  // namespace

std::string ToText(const Sentence& sentence, Language language) {
  if (sentence.name.empty()) return sentence.plain;
  const std::size_t dot = sentence.name.find('.');
  const Catalogue& texts = CatalogueOf(sentence.name.substr(0, dot), language);
  // Without a dot the area does not exist, and has no text of that name either.
  const auto entry = texts.find(sentence.name.substr(dot + 1));
  if (entry == texts.end()) return std::string(sentence.name);
  std::string text;
  ForEachPart(
      entry->second.For(CountIn(sentence)), [&](std::string_view part) { text += part; },
      [&](std::string_view name) {
        const Argument* argument = FindArgument(sentence, name);
        text += argument ? ToText(*argument, language) : "{" + std::string(name) + "}";
      });
  return text;
}

std::string ToText(const Reason& reason, Language language) {
  return ToText(reason.said(), language);
}

}  // namespace echocheck
