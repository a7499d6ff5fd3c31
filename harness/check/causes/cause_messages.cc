// SPDX-License-Identifier: MIT
#include "harness/check/causes/cause_messages.h"

#include <nlohmann/json.hpp>

#include "harness/check/causes/embedded_messages.h"

namespace echocheck {
namespace {

// What was built in is well-formed, or a test fails.
CauseMessages Parse(std::string_view text) {
  CauseMessages messages;
  const auto json = nlohmann::json::parse(text);
  for (const auto& [id, entry] : json.items()) {
    messages[id] = {entry.value("title", ""), entry.value("sentence", ""), entry.value("hint", "")};
  }
  return messages;
}

// Calls on_text and on_name for each part of `text` in turn.
template <class OnText, class OnName>
void Scan(std::string_view text, OnText on_text, OnName on_name) {
  while (!text.empty()) {
    const std::size_t open = text.find('{');
    const std::size_t close = text.find('}', open);
    if (close == text.npos) return on_text(text);
    on_text(text.substr(0, open));
    on_name(text.substr(open + 1, close - open - 1));
    text.remove_prefix(close + 1);
  }
}

}  // namespace

const CauseMessages& MessagesIn(std::string_view language) {
  static const CauseMessages english = Parse(kEnglishMessages);
  static const CauseMessages japanese = Parse(kJapaneseMessages);
  return language == "ja" ? japanese : english;
}

CauseMessage MessageOf(std::string_view id, std::string_view language) {
  const CauseMessages& messages = MessagesIn(language);
  const auto found = messages.find(id);
  if (found != messages.end()) return found->second;
  return {std::string(id), std::string(id), std::string(id)};
}

std::vector<std::string> PlaceholdersOf(std::string_view text) {
  std::vector<std::string> names;
  Scan(
      text, [](std::string_view) {}, [&](std::string_view name) { names.emplace_back(name); });
  return names;
}

std::string FillIn(std::string_view text, const CauseArguments& arguments) {
  std::string filled;
  Scan(
      text, [&](std::string_view part) { filled += part; },
      [&](std::string_view name) {
        const auto found = arguments.find(std::string(name));
        filled += found != arguments.end() ? found->second : "{" + std::string(name) + "}";
      });
  return filled;
}

}  // namespace echocheck
