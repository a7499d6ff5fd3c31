// SPDX-License-Identifier: MIT
#include "harness/target/target_environment.h"

#include <algorithm>
#include <array>
#include <set>

#include "harness/target/target_user.h"

namespace echocheck {
namespace {

// Not toupper(): what it does depends on the locale.
std::string InCapitals(std::string_view name) {
  std::string capitals(name);
  for (char& c : capitals) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return capitals;
}

std::vector<EnvironmentVariable> AccountVariables(const TargetUser& user, KeptVariables kept) {
  std::vector<EnvironmentVariable> variables = {{"HOME", user.home}, {"USER", user.name}};
  if (kept == KeptVariables::kFew) return variables;
  variables.emplace_back("LOGNAME", user.name);
  if (!user.shell.empty()) variables.emplace_back("SHELL", user.shell);
  return variables;
}

bool IsKept(std::string_view name, KeptVariables kept) {
  if (NamesSecret(name)) return false;
  if (kept == KeptVariables::kNoSecrets || name.starts_with("LC_")) return true;
  constexpr auto kFew = std::to_array<std::string_view>({"PATH", "HOME", "USER", "LANG", "TZ"});
  return std::ranges::find(kFew, name) != kFew.end();
}

}  // namespace

bool NamesSecret(std::string_view name) {
  constexpr auto kAnywhere =
      std::to_array<std::string_view>({"PASSWORD", "PASSWD", "PASSPHRASE", "SECRET"});
  constexpr auto kAtTheEnd =
      std::to_array<std::string_view>({"TOKEN", "_KEY", "APIKEY", "CREDENTIALS", "_PWD"});
  const std::string capitals = InCapitals(name);
  return capitals == "KEY" ||
         std::ranges::any_of(
             kAnywhere,
             [&](std::string_view part) { return capitals.find(part) != std::string::npos; }) ||
         std::ranges::any_of(kAtTheEnd,
                             [&](std::string_view end) { return capitals.ends_with(end); });
}

std::vector<std::string> TargetEnvironment(const char* const* callers, const TargetUser* user,
                                           std::span<const EnvironmentVariable> set,
                                           KeptVariables kept) {
  std::vector<EnvironmentVariable> ours;
  if (user != nullptr) ours = AccountVariables(*user, kept);
  ours.insert(ours.end(), set.begin(), set.end());

  // From the end to the beginning, since the last of a name counts.
  std::set<std::string_view> taken;
  std::vector<std::string> ours_once;
  for (auto variable = ours.rbegin(); variable != ours.rend(); ++variable) {
    const auto& [name, value] = *variable;
    if (taken.insert(name).second) ours_once.push_back(name + "=" + value);
  }

  std::vector<std::string> variables;
  for (; *callers != nullptr; ++callers) {
    const std::string_view variable(*callers);
    const std::string_view name = variable.substr(0, variable.find('='));
    const bool told_by_sudo = user != nullptr && name.starts_with("SUDO_");
    if (!IsKept(name, kept) || told_by_sudo || !taken.insert(name).second) continue;
    variables.emplace_back(variable);
  }
  variables.insert(variables.end(), ours_once.rbegin(), ours_once.rend());
  return variables;
}

}  // namespace echocheck
