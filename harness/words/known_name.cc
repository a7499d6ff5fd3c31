// SPDX-License-Identifier: MIT
#include "harness/words/known_name.h"

#include <algorithm>
#include <functional>
#include <mutex>
#include <set>
#include <string>

#include "harness/words/catalogue.h"

namespace echocheck {
namespace {

// Only what the catalogues have is kept, so a file cannot make it grow.
std::string_view Kept(std::string_view name) {
  static std::mutex mutex;
  static std::set<std::string, std::less<>> names;
  const std::scoped_lock lock(mutex);
  return *names.emplace(name).first;
}

const CatalogueEntry* FindEntry(std::string_view name) {
  const std::size_t dot = name.find('.');
  if (dot == std::string_view::npos) return nullptr;
  const Catalogue& texts = CatalogueOf(name.substr(0, dot), Language::kEnglish);
  const auto entry = texts.find(name.substr(dot + 1));
  return entry == texts.end() ? nullptr : &entry->second;
}

}  // namespace

std::optional<std::string_view> KnownName(std::string_view name) {
  if (FindEntry(name) == nullptr) return std::nullopt;
  return Kept(name);
}

std::optional<std::string_view> KnownPlaceholder(std::string_view name,
                                                 std::string_view placeholder) {
  const CatalogueEntry* const entry = FindEntry(name);
  if (entry == nullptr) return std::nullopt;
  for (const std::string* const text : {&entry->one, &entry->other}) {
    const auto placeholders = PlaceholdersOf(*text);
    if (std::ranges::find(placeholders, placeholder) != placeholders.end()) {
      return Kept(placeholder);
    }
  }
  return std::nullopt;
}

}  // namespace echocheck
