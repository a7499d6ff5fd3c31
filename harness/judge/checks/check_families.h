// SPDX-License-Identifier: MIT
// The checks of each family, one file a family. Users of the layer want registry.h.
#pragma once

#include <span>

#include "harness/judge/checks/check.h"

namespace echocheck {

std::span<const Check> TargetChecks();
std::span<const Check> StopChecks();
std::span<const Check> ResourceChecks();
std::span<const Check> OpenChecks();
std::span<const Check> EchoChecks();
std::span<const Check> ConcurrencyChecks();
std::span<const Check> CloseChecks();
std::span<const Check> FlagsChecks();
std::span<const Check> UdpChecks();
std::span<const Check> CaptureChecks();

}  // namespace echocheck
