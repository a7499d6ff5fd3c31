// SPDX-License-Identifier: MIT
#include "harness/target/target_user.h"

#include <unistd.h>

#include <charconv>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <utility>

#include "harness/base/quoted.h"
#include "harness/target/accounts.h"
#include "harness/words/because.h"

namespace echocheck {
namespace {

std::string Variable(const char* name) {
  const char* const value = std::getenv(name);
  return value != nullptr ? value : "";
}

// The largest number means "no id" to the kernel.
std::optional<std::uint32_t> ParseId(std::string_view text) {
  std::uint32_t id = 0;
  const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), id);
  const bool whole = status == std::errc() && end == text.data() + text.size();
  return whole && id != UINT32_MAX ? std::optional(id) : std::nullopt;
}

TargetUser UserFrom(Account account, gid_t group) {
  TargetUser user;
  user.uid = account.uid;
  user.gid = group;
  user.groups = GroupsOf(account.name, group);
  user.name = std::move(account.name);
  if (!account.home.empty()) user.home = std::move(account.home);
  user.shell = std::move(account.shell);
  return user;
}

// A container may know a number that no account has.
TargetUser UserWithoutAccount(uid_t uid, gid_t group) {
  TargetUser user;
  user.name = std::to_string(uid);
  user.uid = uid;
  user.gid = group;
  user.groups = {group};
  return user;
}

Result<TargetUser> AskedUser(const std::string& asked) {
  if (auto account = FindAccount(asked)) {
    const gid_t group = account->gid;
    return UserFrom(*std::move(account), group);
  }
  if (const auto uid = ParseId(asked)) {
    auto account = FindAccount(*uid);
    if (!account) return UserWithoutAccount(*uid, *uid);
    const gid_t group = account->gid;
    return UserFrom(*std::move(account), group);
  }
  const std::vector<std::string> names = AccountNames();
  const std::vector<std::string_view> known(names.begin(), names.end());
  return UsageError(Say("errors.no_such_user",
                        {{"user", Quoted(asked)}, {"did_you_mean", SayDidYouMean(asked, known)}}));
}

// The number is the kernel's own for nobody: a small container has no such account.
TargetUser Nobody() {
  constexpr uid_t kNobody = 65'534;
  auto account = FindAccount(kNobody);
  if (!account) return UserWithoutAccount(kNobody, kNobody);
  const gid_t group = account->gid;
  return UserFrom(*std::move(account), group);
}

Result<std::optional<TargetUser>> UserOfSudo(const Caller& caller) {
  const auto uid = ParseId(caller.sudo_uid);
  if (!uid) {
    return UsageError(Say("errors.bad_sudo_uid", {{"value", Quoted(caller.sudo_uid)}}));
  }
  if (*uid == 0) return std::optional<TargetUser>();
  std::optional<std::uint32_t> group;
  if (!caller.sudo_gid.empty()) {
    group = ParseId(caller.sudo_gid);
    if (!group) {
      return UsageError(Say("errors.bad_sudo_gid", {{"value", Quoted(caller.sudo_gid)}}));
    }
  }
  auto account = FindAccount(*uid);
  if (!account) return std::optional(UserWithoutAccount(*uid, group.value_or(*uid)));
  const gid_t its_group = group.value_or(account->gid);
  return std::optional(UserFrom(*std::move(account), its_group));
}

}  // namespace

Caller Caller::Now() { return {geteuid(), Variable("SUDO_UID"), Variable("SUDO_GID")}; }

Result<std::optional<TargetUser>> ChooseTargetUser(const std::string& asked, const Caller& caller,
                                                   RootTarget root) {
  const bool is_root = caller.uid == 0;
  if (asked.empty()) {
    if (!is_root) return std::optional<TargetUser>();
    Result<std::optional<TargetUser>> user = std::optional<TargetUser>();
    if (!caller.sudo_uid.empty()) user = UserOfSudo(caller);
    if (!user || *user || root == RootTarget::kAllowed) return user;
    return std::optional(Nobody());
  }
  auto user = AskedUser(asked);
  if (!user) return user.error();
  if (user->uid == 0 && root == RootTarget::kForbidden) {
    return UsageError(Say("errors.root_confined"));
  }
  if (user->uid == caller.uid) return std::optional<TargetUser>();
  if (!is_root) {
    return UsageError(Say("errors.only_root_switches", {{"user", user->name}}));
  }
  return std::optional(std::move(*user));
}

}  // namespace echocheck
