// SPDX-License-Identifier: MIT
#include "harness/cli/choice_words.h"

namespace echocheck {

void DeclareChoiceWords(CLI::App& app, ChoiceWords& words, const std::string& group) {
  const auto profiles = EnumNames(Profile{});
  app.add_option("--profile", words.profile,
                 "A choice by tags; without a path, from the scenarios that came with echocheck")
      ->check(CLI::IsMember(std::vector<std::string>(profiles.begin(), profiles.end())))
      ->group(group);
  const auto many = [&](const char* name, std::vector<std::string>& into, const char* what,
                        const char* type) {
    app.add_option(name, into, what)->type_name(type)->allow_extra_args(false)->group(group);
  };
  many("--tag", words.tags, "Only those with this tag; repeated: with any of them", "TAG");
  many("--only", words.only, "Only those of this name; repeated: of any of them", "NAME");
  many("--skip", words.skip, "None of this name or with this tag; may be repeated", "NAME|TAG");
}

Selection SelectionFrom(const ChoiceWords& words) {
  Selection selection;
  selection.profile = FromString<Profile>(words.profile);
  selection.tags = words.tags;
  selection.only = words.only;
  selection.skip = words.skip;
  return selection;
}

}  // namespace echocheck
