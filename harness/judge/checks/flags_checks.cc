// SPDX-License-Identifier: MIT
// flags.*: the sequence of segments that the scenario asks for.
#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "harness/judge/checks/check_families.h"
#include "harness/judge/facts/connections.h"

namespace echocheck {
namespace {

// "C:SYN, C:ACK or the end", as the pattern's matcher writes what it allows.
Sentence SayAllowed(std::string_view allowed) {
  std::vector<Sentence> choices;
  while (true) {
    const std::size_t end = std::min(allowed.find(", "), allowed.find(" or "));
    const std::string_view choice = allowed.substr(0, end);
    choices.push_back(choice == "the end" ? Say("checks.pattern_end") : Plain(std::string(choice)));
    if (end == allowed.npos) break;
    allowed.remove_prefix(end + (allowed[end] == ',' ? 2 : 4));
  }
  if (choices.size() == 1) return choices.front();
  Sentence last = std::move(choices.back());
  choices.pop_back();
  return Say("checks.either", {{"choices", std::move(choices)}, {"last", std::move(last)}});
}

// "C:SYN S:SYN+ACK ... 7 more", as the matcher writes what did fit.
Sentence SayPrefix(const std::string& prefix) {
  constexpr std::string_view kLeftOut = " ... ";
  const std::size_t gap = prefix.find(kLeftOut);
  if (gap == prefix.npos) return Plain(prefix);
  const std::size_t number = gap + kLeftOut.size();
  return Say("checks.prefix", {{"prefix", prefix.substr(0, gap)},
                               {"more", prefix.substr(number, prefix.find(' ', number) - number)}});
}

// RFC 9293, section 3.3.2 (figure 5): which segments may follow each other is a matter of both
// ends' states. The pattern says which of the possible sequences this scenario is about.
std::optional<Conclusion> JudgeSequenceOf(const CheckInput& input, const Connection& connection) {
  if (!connection.script.flags) return std::nullopt;
  if (connection.flow == nullptr) return WhyNoWire(input);
  const std::optional<PatternResult>& result = connection.flow->pattern;
  if (!result) return Inconclusive(Say("checks.pattern_unused"));
  if (result->matched) return Pass(Say("checks.pattern_holds"));
  const Sentence came = result->frame ? Plain(result->came) : Say("checks.capture_end");
  const Sentence actual =
      result->matched_prefix.empty()
          ? came
          : Say("checks.came_after",
                {{"came", came}, {"prefix", SayPrefix(result->matched_prefix)}});
  return Fail(Say("checks.pattern_broken", {{"came", came}}), SayAllowed(result->allowed), actual,
              Frames({result->frame}));
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
      {CheckId::kFlagsSequence, Level::kMust, "RFC 9293, 3.3.2", JudgeSequence},
  };
  return kChecks;
}

}  // namespace echocheck
