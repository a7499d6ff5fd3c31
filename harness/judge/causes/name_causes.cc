// SPDX-License-Identifier: MIT
#include "harness/judge/causes/name_causes.h"

#include <optional>

#include "harness/judge/causes/cause_registry.h"
#include "harness/judge/causes/cause_texts.h"

namespace echocheck {
namespace {

// A pattern says what a scenario is about, as a whole: whatever went wrong shows in it, too.
constexpr CheckId kFollows = CheckId::kFlagsSequence;

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
                                   const Finding& finding, CheckId check,
                                   const std::vector<Connection>& connections) {
  if (connections.empty()) return rule.find({input, finding, check, nullptr});
  for (const Connection& connection : connections) {
    if (auto arguments = rule.find({input, finding, check, &connection})) return arguments;
  }
  return std::nullopt;
}

std::optional<Cause> FindCause(const CheckInput& input, const Finding& finding, CheckId check,
                               Language language) {
  const std::vector<Connection> connections = ConnectionsOf(input, finding);
  for (const CauseRule& rule : AllCauses()) {
    if (!rule.explains.Has(check)) continue;
    const auto arguments = Fits(rule, input, finding, check, connections);
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
bool ShowsInSegments(CheckId check) {
  return FamilyOf(check) != CheckFamily::kTarget || check == CheckId::kTargetSurvives;
}

const Cause* MostBasic(const std::vector<Finding>& findings,
                       const std::vector<ViolatedCheck>& violated) {
  const Cause* basic = nullptr;
  for (const ViolatedCheck& one : violated) {
    const auto& cause = findings[one.finding].cause;
    if (!cause || !ShowsInSegments(one.check)) continue;
    if (basic == nullptr || CauseRank(cause->id) < CauseRank(basic->id)) basic = &*cause;
  }
  return basic;
}

}  // namespace

void NameCauses(const CheckInput& input, std::vector<Finding>& findings,
                const std::vector<ViolatedCheck>& violated, Language language) {
  for (const ViolatedCheck& one : violated) {
    Finding& finding = findings[one.finding];
    finding.cause = FindCause(input, finding, one.check, language);
  }
  const Cause* basic = MostBasic(findings, violated);
  if (basic == nullptr) return;
  const Cause adopted = *basic;
  for (const ViolatedCheck& one : violated) {
    if (one.check == kFollows) findings[one.finding].cause = adopted;
  }
}

}  // namespace echocheck
