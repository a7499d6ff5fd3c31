// SPDX-License-Identifier: MIT
#include "harness/words/catalogue.h"

#include <algorithm>
#include <array>
#include <mutex>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "harness/words/embedded_texts.h"

namespace echocheck {
namespace {

// Not std::call_once: where there is no memory left, an exception cannot leave it.
struct Lazy {
  std::mutex mutex;
  bool parsed = false;
  Catalogue texts;
};
using OfBothLanguages = std::array<Lazy, EnumNames(Language{}).size()>;

// Takes the texts as they are read. A tree of them would be four times as large, and taking one
// apart needs memory, which may be what there is none of.
class CatalogueReader : public nlohmann::json_sax<nlohmann::json> {
 public:
  explicit CatalogueReader(Catalogue& catalogue) : catalogue_(catalogue) {}

  bool start_object(std::size_t /*elements*/) override {
    begins_.push_back(name_.size());
    return true;
  }
  bool key(std::string& key) override {
    name_.resize(begins_.back());
    if (!name_.empty()) name_ += '.';
    name_ += key;
    return true;
  }
  bool end_object() override {
    name_.resize(begins_.back());
    begins_.pop_back();
    return true;
  }
  // A text that is counted has two forms: "name": {"one": ..., "other": ...}.
  bool string(std::string& text) override {
    std::string_view name = name_;
    if (name.ends_with(kOne)) {
      catalogue_[std::string(name.substr(0, name.size() - kOne.size()))].one = std::move(text);
    } else {
      if (name.ends_with(kOther)) name.remove_suffix(kOther.size());
      catalogue_[std::string(name)].other = std::move(text);
    }
    return true;
  }
  bool null() override { return false; }
  bool boolean(bool /*value*/) override { return false; }
  bool number_integer(number_integer_t /*value*/) override { return false; }
  bool number_unsigned(number_unsigned_t /*value*/) override { return false; }
  bool number_float(number_float_t /*value*/, const std::string& /*text*/) override {
    return false;
  }
  bool binary(binary_t& /*value*/) override { return false; }
  bool start_array(std::size_t /*elements*/) override { return false; }
  bool end_array() override { return false; }
  bool parse_error(std::size_t /*position*/, const std::string& /*token*/,
                   const nlohmann::json::exception& /*error*/) override {
    return false;
  }

 private:
  static constexpr std::string_view kOne = ".one";
  static constexpr std::string_view kOther = ".other";

  Catalogue& catalogue_;
  std::string name_;                 // of the value that comes next
  std::vector<std::size_t> begins_;  // the length of the name around each open object
};

// Throws when the text is not well-formed: it was built in, and a test reads all of it.
Catalogue Parse(std::string_view text) {
  Catalogue catalogue;
  CatalogueReader reader(catalogue);
  if (!nlohmann::json::sax_parse(text, &reader)) throw std::logic_error("a damaged catalogue");
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
  const std::lock_guard lock(lazy.mutex);
  if (!lazy.parsed) {
    lazy.texts = Parse(language == Language::kJapanese ? found->japanese : found->english);
    lazy.parsed = true;
  }
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
