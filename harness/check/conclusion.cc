// SPDX-License-Identifier: MIT
#include "harness/check/conclusion.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace echocheck {

Conclusion Pass(std::string summary) { return {Outcome::kPass, std::move(summary), {}, {}, {}}; }

Conclusion Fail(std::string summary, std::string expected, std::string actual, Evidence evidence) {
  return {Outcome::kFail, std::move(summary), std::move(expected), std::move(actual),
          std::move(evidence)};
}

Conclusion Inconclusive(std::string reason, std::string detail) {
  return {Outcome::kInconclusive, std::move(reason), {}, std::move(detail), {}};
}

Conclusion Skipped(std::string reason) {
  return {Outcome::kSkipped, std::move(reason), {}, {}, {}};
}

Conclusion NotLaunchedByUs() { return Skipped("the target was not launched by us"); }

std::string Count(std::uint64_t number, std::string_view noun) {
  return fmt::format("{} {}{}", number, noun, number == 1 ? "" : "s");
}

std::string JoinEndpoints(const std::vector<Endpoint>& endpoints) {
  std::string text;
  for (const Endpoint& endpoint : endpoints) {
    if (!text.empty()) text += ", ";
    text += ToString(endpoint);
  }
  return text;
}

Evidence WithOutput() {
  Evidence evidence;
  evidence.show_output = true;
  return evidence;
}

std::string ShownFrom(const Bytes& window, const StreamDifference& difference) {
  constexpr std::size_t kShownWidth = 40;  // in one line, beside its words
  const std::uint64_t skipped = difference.offset - difference.window_begin;
  const BytesView from = BytesView(window).substr(
      static_cast<std::size_t>(std::min<std::uint64_t>(skipped, window.size())));
  if (from.empty()) return fmt::format("nothing from offset {} on", difference.offset);
  return fmt::format("\"{}\" from offset {} on", EscapeBytes(from, kShownWidth), difference.offset);
}

}  // namespace echocheck
