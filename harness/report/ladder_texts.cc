// SPDX-License-Identifier: MIT
#include "harness/report/ladder_texts.h"

namespace echocheck {

LadderTexts::LadderTexts(Language language) {
  const Catalogue& texts = CatalogueOf("ladder", language);
  const auto text = [&](std::string_view name) -> const CatalogueEntry& {
    static const CatalogueEntry kNone;  // a test sees to it that there is none
    const auto found = texts.find(name);
    return found == texts.end() ? kNone : found->second;
  };
  const auto names = EnumNames(Meaning{});
  for (std::size_t i = 0; i < names.size(); ++i) meanings_[i] = text(names[i]).other;
  const auto set_actors = [&](Side side, std::string_view kernel, std::string_view program) {
    auto& actors = actors_[static_cast<std::size_t>(side)];
    actors[static_cast<std::size_t>(Actor::kKernel)] = text(kernel).other;
    actors[static_cast<std::size_t>(Actor::kProgram)] = text(program).other;
  };
  set_actors(Side::kClient, "client_kernel", "client_program");
  set_actors(Side::kServer, "server_kernel", "server_program");
  bytes_ = &text("bytes");
}

const LadderTexts& LadderTexts::In(Language language) {
  static const LadderTexts kEnglish(Language::kEnglish);
  static const LadderTexts kJapanese(Language::kJapanese);
  return language == Language::kJapanese ? kJapanese : kEnglish;
}

}  // namespace echocheck
