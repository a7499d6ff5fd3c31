// SPDX-License-Identifier: MIT
// The run in the Test Anything Protocol, version 13: what perl's prove and others read
// (https://testanything.org/tap-version-13-specification.html).
#pragma once

#include <string>

#include "harness/model/run_record.h"

namespace echocheck {

// A test point a scenario. Of what did not simply pass a YAML block says why; a known failure is
// TODO, which no reader counts as failed. No line of the target's can become one of the protocol.
std::string RenderTap(const RunRecord& run);

}  // namespace echocheck
