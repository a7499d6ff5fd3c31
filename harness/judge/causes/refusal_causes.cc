// SPDX-License-Identifier: MIT
// The target serves some clients and turns others away.
#include "harness/judge/causes/cause_families.h"
#include "harness/judge/facts/turned_away.h"

namespace echocheck {
namespace {

using Rule = std::optional<std::size_t> (*)(const std::vector<Reception>& receptions);

// nullopt also when the client of this finding is none of those that were turned away.
std::optional<CauseArguments> TurnsAway(const CauseContext& context, Rule rule, const char* name) {
  if (context.connection == nullptr) return std::nullopt;
  const std::vector<Reception> receptions = Receptions(context.input);
  bool concerned = false;
  for (const Reception& one : receptions) {
    concerned = concerned || (one.turned_away && one.record == &context.connection->record);
  }
  if (!concerned) return std::nullopt;
  const auto number = rule(receptions);
  if (!number) return std::nullopt;
  const std::size_t refused = CountTurnedAway(receptions);
  return CauseArguments{{name, std::to_string(*number)},
                        {"refused", std::to_string(refused)},
                        {"served", std::to_string(receptions.size() - refused)}};
}

std::optional<CauseArguments> BeyondLimit(const CauseContext& context) {
  return TurnsAway(context, LimitOfClients, "limit");
}

std::optional<CauseArguments> EveryNth(const CauseContext& context) {
  return TurnsAway(context, EachNthClient, "every");
}

constexpr CheckSet kTurnedAway = {CheckId::kEchoEveryClient, CheckId::kEchoComplete,
                                  CheckId::kOpenHandshake,   CheckId::kCloseOrder,
                                  CheckId::kCloseNoReset,    CheckId::kCloseFin};

}  // namespace

std::span<const CauseRule> RefusalCauses() {
  static constexpr CauseRule kCauses[] = {
      {"refuses-clients-beyond-limit", kTurnedAway, "limit refused served", BeyondLimit},
      {"refuses-every-nth-client", kTurnedAway, "every refused served", EveryNth},
  };
  return kCauses;
}

}  // namespace echocheck
