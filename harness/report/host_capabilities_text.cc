// SPDX-License-Identifier: MIT
#include "harness/report/host_capabilities_text.h"

#include <algorithm>

#include "harness/report/console_text.h"

namespace echocheck {
namespace {

constexpr std::size_t kNameWidth = 27;

void AddWrapped(const std::string& text, std::size_t indent, const Page& page, std::string& out) {
  for (const std::string& line : WrapToWidth(text, page.width - indent)) {
    out += std::string(indent, ' ') + line + '\n';
  }
}

}  // namespace

std::string RenderHostCapabilities(std::span<const HostCapability> capabilities, bool private_arena,
                                   bool host_capture, const Page& page) {
  const std::string found = page.Text("doctor.found");
  const std::string missing = page.Text("doctor.missing");
  const std::size_t indent = std::max(DisplayWidth(found), DisplayWidth(missing)) + 2;
  std::string out;
  for (const HostCapability& capability : capabilities) {
    out += PadRight(capability.found ? found : missing, indent) +
           PadRight(capability.name, kNameWidth) + EscapeText(capability.detail) + '\n';
    if (capability.found) continue;
    const auto add = [&](std::string_view name, std::string_view key, const std::string& text) {
      if (!text.empty()) out += std::string(indent, ' ') + page.Text(name, {{key, text}}) + '\n';
    };
    add("doctor.lost", "lost", capability.lost);
    add("doctor.fix", "fix", capability.fix);
  }
  out += '\n';
  const std::string_view meaning = private_arena  ? "doctor.private"
                                   : host_capture ? "doctor.host_with_capture"
                                                  : "doctor.host_alone";
  AddWrapped(page.Text(meaning), 0, page, out);
  return out;
}

}  // namespace echocheck
