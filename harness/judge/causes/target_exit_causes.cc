// SPDX-License-Identifier: MIT
// The target ended by itself. What its clients met with then follows from that.
#include <algorithm>

#include "harness/judge/causes/cause_families.h"
#include "harness/judge/facts/commanded_stops.h"
#include "harness/judge/facts/target_exit.h"

namespace echocheck {
namespace {

// All that a client meets with when its server ends.
constexpr CheckSet kAll = {
    CheckId::kTargetSurvives, CheckId::kOpenHandshake,  CheckId::kEchoComplete,
    CheckId::kEchoStreaming,  CheckId::kEchoConcurrent, CheckId::kCloseFin,
    CheckId::kCloseOrder,     CheckId::kCloseNoReset,   CheckId::kCloseReleased};

std::optional<Death> DeathOf(const CauseContext& context, DeathKind kind) {
  const bool touched =
      context.connection == nullptr || TouchedByDeath(context.input, context.connection->record);
  if (!touched) return std::nullopt;
  auto death = ExamineDeath(context.input);
  if (!death || death->kind != kind) return std::nullopt;
  return death;
}

template <DeathKind kKind>
std::optional<CauseArguments> DiedOf(const CauseContext& context) {
  const auto death = DeathOf(context, kKind);
  if (!death) return std::nullopt;
  return CauseArguments{{"how", death->how}};
}

// More clients came than it may open descriptors, and it has accepted nobody since: not even those
// who came when the others had left, and whose descriptors it had closed.
bool IsDeafSince(const CauseContext& context) {
  const auto& limit = context.input.scenario.limits.open_files;
  const auto& history = context.input.evidence.history.connections;
  if (!limit || *limit >= history.size() || EndedByItself(context.input)) return false;
  if (context.connection == nullptr) return false;
  const ConnectionRecord& record = context.connection->record;
  const auto& left = context.input.evidence.target.sockets_left;
  const auto unaccepted = [](const SocketRecord& socket) {
    return socket.holders == 0 && !socket.holders_unseen;
  };
  if (!std::ranges::all_of(left, unaccepted)) return false;
  const StepRecord* connect = FindStep(record, StepKind::kConnect);
  const bool refused = connect != nullptr && connect->outcome == StepOutcome::kRefused;
  return refused || std::ranges::any_of(left, [&](const SocketRecord& socket) {
           return socket.remote == record.local;
         });
}

std::optional<CauseArguments> ExhaustedDescriptors(const CauseContext& context) {
  const auto& limit = context.input.scenario.limits.open_files;
  // Alive, it spins on an accept(2) that fails at once.
  const bool spins = limit && context.check == CheckId::kTargetIdleCpu;
  if (!spins && !DeathOf(context, DeathKind::kDescriptors) && !IsDeafSince(context)) {
    return std::nullopt;
  }
  return CauseArguments{{"limit", limit ? std::to_string(*limit) : "?"}};
}

std::optional<CauseArguments> ExitsAfterFirst(const CauseContext& context) {
  const auto death = DeathOf(context, DeathKind::kClientsLeft);
  if (!death || death->clients != 1) return std::nullopt;
  return CauseArguments{{"how", death->how}};
}

std::optional<CauseArguments> EndsAfterSome(const CauseContext& context) {
  const auto death = DeathOf(context, DeathKind::kClientsLeft);
  if (!death || death->clients == 1) return std::nullopt;
  return CauseArguments{{"how", death->how}, {"count", std::to_string(death->clients)}};
}

}  // namespace

std::span<const CauseRule> DeathCauses() {
  static constexpr CauseRule kCauses[] = {
      {"killed-by-sigpipe", kAll, "how", DiedOf<DeathKind::kBrokenPipe>},
      {"crashed", kAll, "how", DiedOf<DeathKind::kCrash>},
      {"exhausted-descriptors",
       {CheckId::kTargetSurvives, CheckId::kTargetIdleCpu, CheckId::kOpenHandshake,
        CheckId::kEchoComplete, CheckId::kEchoStreaming, CheckId::kEchoConcurrent,
        CheckId::kCloseFin, CheckId::kCloseOrder, CheckId::kCloseNoReset, CheckId::kCloseReleased},
       "limit",
       ExhaustedDescriptors},
      {"killed-by-eintr", kAll, "how", DiedOf<DeathKind::kInterrupted>},
      {"killed-by-peer-reset", kAll, "how", DiedOf<DeathKind::kPeerReset>},
      {"exits-after-first-client", kAll, "how", ExitsAfterFirst},
      {"ends-after-some-clients", kAll, "how count", EndsAfterSome},
      {"uncaught-error", kAll, "how", DiedOf<DeathKind::kError>},
  };
  return kCauses;
}

}  // namespace echocheck
