// SPDX-License-Identifier: MIT
// One thing that echocheck needs of the machine: what `echocheck doctor` reports.
#pragma once

#include <string>

namespace echocheck {

struct HostCapability {
  std::string name;  // "user namespaces"
  bool found = false;
  std::string detail;  // what was tried and what came of it
  std::string lost;    // what is lost without it
  std::string fix;     // the command that mends it; empty when there is none to give
};

}  // namespace echocheck
