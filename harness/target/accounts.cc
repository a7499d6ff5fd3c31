// SPDX-License-Identifier: MIT
#include "harness/target/accounts.h"

#include <grp.h>
#include <pwd.h>

#include <algorithm>
#include <cstdio>

#include "harness/base/unique_handles.h"

namespace echocheck {
namespace {

Account AccountFrom(const passwd& entry) {
  return {entry.pw_name, entry.pw_uid, entry.pw_gid, entry.pw_dir, entry.pw_shell};
}

}  // namespace

#if defined(ECHOCHECK_STATIC)

namespace {

std::vector<Account> AllAccounts() {
  std::vector<Account> accounts;
  const UniqueFile file(std::fopen("/etc/passwd", "re"));
  if (!file) return accounts;
  while (const passwd* entry = fgetpwent(file.get())) accounts.push_back(AccountFrom(*entry));
  return accounts;
}

template <class Field, class Value>
std::optional<Account> FirstWith(Field field, const Value& value) {
  for (const Account& account : AllAccounts()) {
    if (account.*field == value) return account;
  }
  return std::nullopt;
}

}  // namespace

std::optional<Account> FindAccount(const std::string& name) {
  return FirstWith(&Account::name, name);
}

std::optional<Account> FindAccount(uid_t uid) { return FirstWith(&Account::uid, uid); }

std::vector<gid_t> GroupsOf(const std::string& name, gid_t group) {
  std::vector<gid_t> groups = {group};
  const UniqueFile file(std::fopen("/etc/group", "re"));
  if (!file) return groups;
  while (const ::group* entry = fgetgrent(file.get())) {
    for (char** member = entry->gr_mem; *member != nullptr; ++member) {
      if (name == *member && std::ranges::find(groups, entry->gr_gid) == groups.end()) {
        groups.push_back(entry->gr_gid);
      }
    }
  }
  return groups;
}

std::vector<std::string> AccountNames() {
  std::vector<std::string> names;
  for (Account& account : AllAccounts()) names.push_back(std::move(account.name));
  return names;
}

#else

std::optional<Account> FindAccount(const std::string& name) {
  const passwd* const entry = getpwnam(name.c_str());
  return entry != nullptr ? std::optional(AccountFrom(*entry)) : std::nullopt;
}

std::optional<Account> FindAccount(uid_t uid) {
  const passwd* const entry = getpwuid(uid);
  return entry != nullptr ? std::optional(AccountFrom(*entry)) : std::nullopt;
}

std::vector<gid_t> GroupsOf(const std::string& name, gid_t group) {
  std::vector<gid_t> groups(64);
  int count = static_cast<int>(groups.size());
  while (getgrouplist(name.c_str(), group, groups.data(), &count) < 0) {
    // It has said how many there are; they may be more by now.
    groups.resize(std::max(static_cast<std::size_t>(count), 2 * groups.size()));
    count = static_cast<int>(groups.size());
  }
  groups.resize(static_cast<std::size_t>(count));
  return groups;
}

std::vector<std::string> AccountNames() {
  std::vector<std::string> names;
  setpwent();
  while (const passwd* entry = getpwent()) names.emplace_back(entry->pw_name);
  endpwent();
  return names;
}

#endif

}  // namespace echocheck
