// SPDX-License-Identifier: MIT
// What `echocheck doctor` prints.
#pragma once

#include <span>
#include <string>

#include "harness/model/host_capability.h"
#include "harness/report/console_text.h"

namespace echocheck {

// A line a capability, then what is lost and how to mend it, then what it all means.
std::string RenderHostCapabilities(std::span<const HostCapability> capabilities, bool private_arena,
                                   bool host_capture, const Page& page);

}  // namespace echocheck
