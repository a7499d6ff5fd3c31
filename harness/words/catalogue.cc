// SPDX-License-Identifier: MIT
#include "harness/words/catalogue.h"

#include <algorithm>
#include <array>
#include <optional>

#include <nlohmann/json.hpp>

#include "harness/words/embedded_texts.h"

namespace echocheck {
namespace {

CatalogueEntry EntryFrom(const nlohmann::json& value) {
  if (value.is_object()) return {value.at("one"), value.at("other")};
  return {{}, value.get<std::string>()};
}

// Throws on what is not well-formed: it was built in, and a test reads all of it.
Catalogue Parse(std::string_view text) {
  Catalogue catalogue;
  const auto json = nlohmann::json::parse(text);
  for (const auto& [name, value] : json.items()) catalogue.emplace(name, EntryFrom(value));
  return catalogue;
}

std::span<const EmbeddedTexts> AllEmbedded() { return {kEmbeddedTexts, kEmbeddedTextsCount}; }

}  // namespace

const Catalogue& CatalogueOf(std::string_view area, Language language) {
  using OfBoth = std::array<std::optional<Catalogue>, EnumNames(Language{}).size()>;
  static std::vector<OfBoth> read(AllEmbedded().size());
  static const Catalogue kNone;
  const auto found = std::ranges::find(AllEmbedded(), area, &EmbeddedTexts::area);
  if (found == AllEmbedded().end()) return kNone;
  auto& catalogue = read[static_cast<std::size_t>(found - AllEmbedded().begin())].at(
      static_cast<std::size_t>(language));
  if (!catalogue) {
    catalogue = Parse(language == Language::kJapanese ? found->japanese : found->english);
  }
  return *catalogue;
}

std::span<const std::string_view> CatalogueAreas() {
  static const std::vector<std::string_view> kAreas = [] {
    std::vector<std::string_view> areas;
    for (const EmbeddedTexts& texts : AllEmbedded()) areas.push_back(texts.area);
    return areas;
  }();
  return kAreas;
}

std::vector<std::string> PlaceholdersOf(std::string_view text) {
  std::vector<std::string> names;
  ForEachPart(
      text, [](std::string_view) {}, [&](std::string_view name) { names.emplace_back(name); });
  return names;
}

}  // namespace echocheck
