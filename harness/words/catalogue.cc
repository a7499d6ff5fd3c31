// SPDX-License-Identifier: MIT
#include "harness/words/catalogue.h"

#include <algorithm>
#include <array>
#include <mutex>

#include <nlohmann/json.hpp>

#include "harness/words/embedded_texts.h"

namespace echocheck {
namespace {

struct Lazy {
  std::once_flag once;
  Catalogue texts;
};
using OfBothLanguages = std::array<Lazy, EnumNames(Language{}).size()>;

void Add(const nlohmann::json& value, const std::string& name, Catalogue& catalogue) {
  if (value.is_string()) {
    catalogue[name].other = value;
  } else if (value.contains("other")) {
    catalogue[name] = {value.at("one"), value.at("other")};
  } else {
    for (const auto& [part, inner] : value.items()) {
      Add(inner, name.empty() ? part : name + "." + part, catalogue);
    }
  }
}

// Throws when the text is not well-formed: it was built in, and a test reads all of it.
Catalogue Parse(std::string_view text) {
  Catalogue catalogue;
  Add(nlohmann::json::parse(text), "", catalogue);
  return catalogue;
}

std::span<const EmbeddedTexts> AllEmbedded() { return {kEmbeddedTexts, kEmbeddedTextsCount}; }

}  // namespace

const Catalogue& CatalogueOf(std::string_view area, Language language) {
  static std::vector<OfBothLanguages> all(AllEmbedded().size());
  static const Catalogue kNone;
  const auto found = std::ranges::find(AllEmbedded(), area, &EmbeddedTexts::area);
  if (found == AllEmbedded().end()) return kNone;
  Lazy& lazy = all[static_cast<std::size_t>(found - AllEmbedded().begin())].at(
      static_cast<std::size_t>(language));
  std::call_once(lazy.once, [&] {
    lazy.texts = Parse(language == Language::kJapanese ? found->japanese : found->english);
  });
  return lazy.texts;
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
