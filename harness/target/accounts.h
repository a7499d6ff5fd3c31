// SPDX-License-Identifier: MIT
// Looks up the accounts of this machine: names, ids, groups, homes.
//
// A static C library cannot ask the services that /etc/nsswitch.conf names (LDAP and others). A
// build with one (ECHOCHECK_STATIC) knows the accounts of /etc/passwd and /etc/group only.
#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <vector>

namespace echocheck {

struct Account {
  std::string name;
  uid_t uid = 0;
  gid_t gid = 0;
  std::string home;
  std::string shell;
};

// Return the account with this name or user id, if there is one.
std::optional<Account> FindAccount(const std::string& name);
std::optional<Account> FindAccount(uid_t uid);

// Returns all groups of a user, `group` among them, as initgroups(3) sets them.
std::vector<gid_t> GroupsOf(const std::string& name, gid_t group);

// Returns the names of all accounts.
std::vector<std::string> AccountNames();

}  // namespace echocheck
