// SPDX-License-Identifier: MIT
// The target waits for more before it answers.
#include "harness/judge/causes/cause_families.h"
#include "harness/judge/facts/echo_divergence.h"

namespace echocheck {
namespace {

template <Release kBy>
std::optional<CauseArguments> ReleasedBy(const CauseContext& context) {
  if (context.connection == nullptr) return std::nullopt;
  const auto& probe = context.connection->record.probe;
  if (!probe || probe->released == 0 || probe->released_by != kBy) return std::nullopt;
  return CauseArguments{{"count", std::to_string(probe->missing)}};
}

// Lines came back; what had no newline did not, although the client had ended its side.
bool LostUnfinishedLine(const Connection& connection) {
  const EchoDivergence divergence(connection);
  if (!divergence.truncated() || !connection.record.stream.eof_at) return false;
  if (!HalfClosed(connection.record) || divergence.offset() == 0) return false;
  const Bytes& sent = connection.record.stream.sent_head;
  const auto offset = static_cast<std::size_t>(divergence.offset());
  if (offset >= sent.size() || sent.size() < connection.record.stream.sent) return false;
  return sent[offset - 1] == '\n' && sent.find('\n', offset) == Bytes::npos;
}

std::optional<CauseArguments> HeldUntilNewline(const CauseContext& context) {
  if (auto arguments = ReleasedBy<Release::kNewline>(context)) return arguments;
  if (context.connection == nullptr || !LostUnfinishedLine(*context.connection)) {
    return std::nullopt;
  }
  return CauseArguments{{"count", std::to_string(EchoDivergence(*context.connection).missing())}};
}

constexpr CheckSet kHeld = {CheckId::kEchoStreaming, CheckId::kEchoComplete};

}  // namespace

std::span<const CauseRule> HoldCauses() {
  static constexpr CauseRule kCauses[] = {
      {"held-until-newline", kHeld, "count", HeldUntilNewline},
      {"held-until-full-block", kHeld, "count", ReleasedBy<Release::kFiller>},
      {"held-until-eof", kHeld, "count", ReleasedBy<Release::kEof>},
  };
  return kCauses;
}

}  // namespace echocheck
