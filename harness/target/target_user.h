// SPDX-License-Identifier: MIT
// Chooses the user as whom the target runs, when that is another one than ours (docs/launching.md).
#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <vector>

#include "harness/base/result.h"

namespace echocheck {

struct TargetUser {
  std::string name;  // of the account; without one: the number
  uid_t uid = 0;
  gid_t gid = 0;
  std::vector<gid_t> groups;  // the supplementary ones, as initgroups(3) sets them
  std::string home = "/";
  std::string shell;  // empty: not known
};

// Who runs echocheck, and what sudo says about who ran sudo. Empty: it says nothing.
struct Caller {
  uid_t uid = 0;  // the effective one
  std::string sudo_uid;
  std::string sudo_gid;

  static Caller Now();
};

// Whether the target may run as root, when root runs echocheck. A confined one may not.
enum class RootTarget { kAllowed, kForbidden };

// Returns the user to change to, or nothing when the target runs as echocheck does. `asked` is a
// name or a number (--user), or empty: then it is the one who ran sudo. In the place of root comes
// nobody when root is forbidden and nobody else was asked for. Usage error: there is no such user,
// the caller may not become that user, root was asked for and is forbidden, or SUDO_UID and
// SUDO_GID are no numbers.
Result<std::optional<TargetUser>> ChooseTargetUser(const std::string& asked, const Caller& caller,
                                                   RootTarget root = RootTarget::kAllowed);

}  // namespace echocheck
