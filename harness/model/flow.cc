// SPDX-License-Identifier: MIT
#include "harness/model/flow.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace echocheck {
namespace {

using FlagName = std::pair<std::uint8_t, std::string_view>;

// The order in which the field writes them: SYN+ACK, FIN+PSH+ACK.
constexpr FlagName kFlagNames[] = {{tcp_flag::kSyn, "SYN"}, {tcp_flag::kFin, "FIN"},
                                   {tcp_flag::kRst, "RST"}, {tcp_flag::kPsh, "PSH"},
                                   {tcp_flag::kAck, "ACK"}, {tcp_flag::kUrg, "URG"},
                                   {tcp_flag::kEce, "ECE"}, {tcp_flag::kCwr, "CWR"}};
constexpr std::string_view kNoFlags = "none";

}  // namespace

std::string FlagsToString(std::uint8_t flags) {
  std::string text;
  for (const auto& [bit, name] : kFlagNames) {
    if ((flags & bit) == 0) continue;
    if (!text.empty()) text += '+';
    text += name;
  }
  return text.empty() ? std::string(kNoFlags) : text;
}

std::optional<std::uint8_t> FlagsFromString(std::string_view text) {
  if (text == kNoFlags) return std::uint8_t{0};
  std::uint8_t flags = 0;
  while (true) {
    const std::size_t plus = text.find('+');
    const auto* const name = std::ranges::find(kFlagNames, text.substr(0, plus), &FlagName::second);
    if (name == std::end(kFlagNames)) return std::nullopt;
    flags |= name->first;
    if (plus == std::string_view::npos) return flags;
    text.remove_prefix(plus + 1);
  }
}

}  // namespace echocheck
