// SPDX-License-Identifier: MIT
// Gives a user namespace all users and groups that its parent has, so that the target can run as
// another user than ours. Only the own user is mapped otherwise, which needs no right.
#pragma once

#include <sys/types.h>

#include <string>
#include <utility>

#include "harness/base/result.h"
#include "harness/base/unique_handles.h"

namespace echocheck {

// Writes the maps from outside, since a namespace's own processes may map themselves only.
class IdMapWriter {
 public:
  // Starts a process that stays in the present user namespace. To be called before unshare().
  static Result<IdMapWriter> Start();
  IdMapWriter(IdMapWriter&& other) noexcept;
  IdMapWriter& operator=(IdMapWriter&&) = delete;
  // Ends the process.
  ~IdMapWriter();

  // Maps each user and group of the old user namespace to itself in the present one, which has no
  // map yet. setgroups(2) stays allowed. Environment error: CAP_SETUID, CAP_SETGID or CAP_SETFCAP
  // is missing in the old one.
  Status Write();

 private:
  IdMapWriter(pid_t writer, UniqueFd socket) : writer_(writer), socket_(std::move(socket)) {}

  pid_t writer_;
  UniqueFd socket_;
};

// Returns the map that maps each id to itself which `own_map` (the text of /proc/self/uid_map) has.
Result<std::string> IdentityMap(const std::string& own_map);

// Returns an environment error when this process lacks a capability that it needs to run, signal
// and observe processes of another user in its own user namespace. The message names those missing.
Status CheckRightsOverOtherUsers();

}  // namespace echocheck
