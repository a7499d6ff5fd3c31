// SPDX-License-Identifier: MIT
#include "harness/judge/causes/name_causes.h"

#include <optional>

#include "harness/judge/causes/cause_registry.h"
#include "harness/judge/causes/cause_texts.h"

namespace echocheck {
namespace {

// A pattern says what a scenario is about, as a whole: whatever went wrong shows in it, too.
constexpr std::string_view kFollows = "flags.sequence";

std::vector<Connection> ConnectionsOf(const CheckInput& input, const Finding& finding) {
  std::vector<Connection> connections;
  for (const std::uint16_t port : finding.evidence.ports) {
    for (const ConnectionRecord& record : input.evidence.history.connections) {
      if (record.local.port != port) continue;
      connections.push_back(ConnectionOf(input, record));
      break;
    }
  }
  return connections;
}

std::optional<CauseArguments> Fits(const CauseRule& rule, const CheckInput& input,
                                   const Finding& finding,
                                   const std::vector<Connection>& connections) {
  if (connections.empty()) return rule.find({input, finding, nullptr});
  for (const Connection& connection : connections) {
    if (auto arguments = rule.find({input, finding, &connection})) return arguments;
  }
  return std::nullopt;
}

std::optional<Cause> FindCause(const CheckInput& input, const Finding& finding, Language language) {
  const std::vector<Connection> connections = ConnectionsOf(input, finding);
  for (const CauseRule& rule : AllCauses()) {
    if (!rule.Explains(finding.check)) continue;
    const auto arguments = Fits(rule, input, finding, connections);
    if (!arguments) continue;
    // Programs read the arguments: they are the same in every language.
    return Cause{std::string(rule.id), ToText(*arguments, Language::kEnglish),
                 TextOf(rule, CauseText::kSentence, language, *arguments),
                 TextOf(rule, CauseText::kHint, language, *arguments)};
  }
  return std::nullopt;
}

// What a target takes and keeps, and how it obeys, does not show in the segments. Of one that does
// not listen no segments are judged.
bool ShowsInSegments(std::string_view check) {
  return !check.starts_with("target.") || check == "target.survives";
}

const Cause* MostBasic(const std::vector<Finding>& findings) {
  const Cause* basic = nullptr;
  for (const Finding& finding : findings) {
    if (!finding.cause || !ShowsInSegments(finding.check)) continue;
    if (basic == nullptr || CauseRank(finding.cause->id) < CauseRank(basic->id)) {
      basic = &*finding.cause;
    }
  }
  return basic;
}

}  // namespace

void NameCauses(const CheckInput& input, std::vector<Finding>& findings,
                const std::vector<std::size_t>& violated, Language language) {
  for (const std::size_t index : violated) {
    findings[index].cause = FindCause(input, findings[index], language);
  }
  const Cause* basic = MostBasic(findings);
  if (basic == nullptr) return;
  const Cause adopted = *basic;
  for (const std::size_t index : violated) {
    if (findings[index].check == kFollows) findings[index].cause = adopted;
  }
}

}  // namespace echocheck
