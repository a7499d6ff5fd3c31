// SPDX-License-Identifier: MIT
// What `echocheck doctor` prints.
#pragma once

#include <span>
#include <string>

#include "harness/model/facility.h"

namespace echocheck {

// A line a facility, then what is lost and how to mend it, then what it all means.
std::string RenderFacilities(std::span<const Facility> facilities, bool private_arena,
                             bool host_capture);

}  // namespace echocheck
