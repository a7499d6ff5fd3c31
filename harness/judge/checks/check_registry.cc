// SPDX-License-Identifier: MIT
#include "harness/judge/checks/check_registry.h"

#include <vector>

#include "harness/judge/checks/check_families.h"

namespace echocheck {
namespace {

std::vector<Check> Collect() {
  std::vector<Check> all;
  for (const std::span<const Check> family :
       {TargetChecks(), StopChecks(), ResourceChecks(), OpenChecks(), EchoChecks(),
        ConcurrencyChecks(), CloseChecks(), FlagsChecks(), UdpChecks(), CaptureChecks()}) {
    all.insert(all.end(), family.begin(), family.end());
  }
  return all;
}

}  // namespace

bool Check::Concerns(Transport transport) const {
  if (family() == CheckFamily::kTarget || family() == CheckFamily::kCapture) return true;
  return (family() == CheckFamily::kUdp) == (transport == Transport::kUdp);
}

std::span<const Check> AllChecks() {
  static const std::vector<Check> checks = Collect();
  return checks;
}

}  // namespace echocheck
