// SPDX-License-Identifier: MIT
// Finds out what this machine allows, by trying it.
#pragma once

#include <vector>

#include "harness/arena/arena.h"
#include "harness/base/result.h"
#include "harness/model/host_capability.h"
#include "harness/words/language.h"

namespace echocheck {

struct MachineReport {
  std::vector<HostCapability> capabilities;
  bool private_arena = false;  // works as a whole
  bool host_capture = false;   // without an arena, the wire can still be seen
};

// Tries each thing in a process of its own, and changes nothing. The report is in `language`.
// Precondition: one thread.
Result<MachineReport> Diagnose(Language language);

// Returns why private arenas do not work here; empty: they do. Tries one in a process of its own.
// Precondition: one thread.
Result<Reason> WhyNoPrivateArena(ArenaUsers users = ArenaUsers::kOwn);

// Return the commands that would most likely fix it.
std::string PrivateArenaFix(Language language);
std::string HostCaptureFix();

}  // namespace echocheck
