// SPDX-License-Identifier: MIT
#include "harness/model/flow.h"

#include <utility>

namespace echocheck {

std::string FlagsToString(std::uint8_t flags) {
  // The order in which the field writes them: SYN+ACK, FIN+PSH+ACK.
  static constexpr std::pair<std::uint8_t, std::string_view> kNames[] = {
      {tcp_flag::kSyn, "SYN"}, {tcp_flag::kFin, "FIN"}, {tcp_flag::kRst, "RST"},
      {tcp_flag::kPsh, "PSH"}, {tcp_flag::kAck, "ACK"}, {tcp_flag::kUrg, "URG"},
      {tcp_flag::kEce, "ECE"}, {tcp_flag::kCwr, "CWR"}};
  std::string text;
  for (const auto& [bit, name] : kNames) {
    if ((flags & bit) == 0) continue;
    if (!text.empty()) text += '+';
    text += name;
  }
  return text.empty() ? "none" : text;
}

}  // namespace echocheck
