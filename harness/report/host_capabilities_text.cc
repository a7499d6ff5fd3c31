// SPDX-License-Identifier: MIT
#include "harness/report/host_capabilities_text.h"

#include <fmt/format.h>

#include "harness/base/bytes.h"

namespace echocheck {

std::string RenderHostCapabilities(std::span<const HostCapability> capabilities, bool private_arena,
                                   bool host_capture) {
  std::string text;
  for (const HostCapability& capability : capabilities) {
    text += fmt::format("{:<8} {:<26} {}\n", capability.found ? "found" : "MISSING",
                        capability.name, EscapeText(capability.detail));
    if (capability.found) continue;
    text += fmt::format("{:9}without it, lost: {}\n", "", capability.lost);
    if (!capability.fix.empty()) text += fmt::format("{:9}to mend it: {}\n", "", capability.fix);
  }
  text += '\n';
  if (private_arena) {
    text +=
        "Private arenas work: every scenario gets a loopback, ports and processes of its own.\n";
  } else if (host_capture) {
    text += "No private arena: scenarios run on the host's loopback, with capture.\n";
  } else {
    text +=
        "No private arena and no capture: scenarios run on the host's loopback, and every\n"
        "check that needs the wire is skipped.\n";
  }
  return text;
}

}  // namespace echocheck
