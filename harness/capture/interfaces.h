// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

namespace echocheck {

// The names of this network namespace's interfaces, in the kernel's order; needs no right.
std::vector<std::string> ListInterfaces();

}  // namespace echocheck
