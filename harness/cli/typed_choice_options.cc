// SPDX-License-Identifier: MIT
#include "harness/cli/typed_choice_options.h"

#include <CLI/CLI.hpp>

namespace echocheck {

void DeclareChoiceOptions(CLI::App& app, TypedChoiceOptions& words, const std::string& group) {
  const auto profiles = EnumNames(Profile{});
  app.add_option("--profile", words.profile)
      ->check(CLI::IsMember(std::vector<std::string>(profiles.begin(), profiles.end())))
      ->group(group);
  const auto many = [&](const char* name, std::vector<std::string>& into, const char* type) {
    app.add_option(name, into)->type_name(type)->allow_extra_args(false)->group(group);
  };
  many("--tag", words.tags, "TAG");
  many("--only", words.only, "SCENARIO");
  many("--skip", words.skip, "SCENARIO|TAG");
}

Selection SelectionFrom(const TypedChoiceOptions& words) {
  Selection selection;
  selection.profile = FromString<Profile>(words.profile);
  selection.tags = words.tags;
  selection.only = words.only;
  selection.skip = words.skip;
  return selection;
}

}  // namespace echocheck
