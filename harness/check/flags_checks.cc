// SPDX-License-Identifier: MIT
// flags.*: the sequence of segments that the scenario asks for.
#include <fmt/format.h>

#include "harness/check/connections.h"
#include "harness/check/families.h"

namespace echocheck {
namespace {

// RFC 9293, section 3.3.2 (figure 5): which segments may follow each other is a matter of both
// ends' states. The pattern says which of the possible sequences this scenario is about.
std::optional<Conclusion> JudgeSequenceOf(const CheckInput& input, const Connection& connection) {
  if (!connection.script.flags) return std::nullopt;
  if (connection.flow == nullptr) return WhyNoWire(input);
  const std::optional<PatternResult>& result = connection.flow->pattern;
  if (!result) return Inconclusive("the pattern was not applied to this connection");
  if (result->matched) return Pass("the segments follow the pattern");
  const std::string behind =
      result->matched_prefix.empty() ? "" : fmt::format(", after {}", result->matched_prefix);
  return Fail(fmt::format("{} came where the pattern has another", result->came), result->allowed,
              result->came + behind, Frames({result->frame}));
}

std::optional<Conclusion> JudgeSequence(const CheckInput& input) {
  bool asked = false;
  for (const ClientScript& client : input.scenario.clients) asked = asked || client.flags;
  if (!asked) return std::nullopt;
  return JudgeAttempts(input, JudgeSequenceOf);
}

}  // namespace

std::span<const Check> FlagsChecks() {
  static constexpr Check kChecks[] = {
      {"flags.sequence", Level::kMust, "RFC 9293, 3.3.2",
       "The segments of a connection follow the flag pattern of its client.",
       "a server that opens, answers or closes in another order than the scenario is about",
       JudgeSequence},
  };
  return kChecks;
}

}  // namespace echocheck
