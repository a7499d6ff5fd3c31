// SPDX-License-Identifier: MIT
// The server's runtime says what happened: an error that nobody handled ended it, or one of its
// threads.
#include <algorithm>

#include "harness/judge/causes/cause_families.h"
#include "harness/judge/facts/commanded_stops.h"
#include "harness/judge/facts/own_words.h"
#include "harness/judge/facts/target_exit.h"

namespace echocheck {
namespace {

// All that a client meets with when its server, or the thread that serves it, ends.
constexpr CheckSet kEnds = {CheckId::kTargetSurvives, CheckId::kOpenHandshake,
                            CheckId::kEchoComplete,   CheckId::kEchoStreaming,
                            CheckId::kEchoConcurrent, CheckId::kEchoEveryClient,
                            CheckId::kCloseFin,       CheckId::kCloseOrder,
                            CheckId::kCloseNoReset,   CheckId::kCloseReleased};

// The server's end explains it, or that the server let go of this client before the client left.
bool FollowsFromAnEnd(const CauseContext& context) {
  const bool ended = EndedByItself(context.input).has_value();
  if (context.connection == nullptr) return ended;
  if (ended && TouchedByDeath(context.input, context.connection->record)) return true;
  return ServerEndedFirst(*context.connection);
}

// What it printed before it listened has to do with that, or with another form of the address.
BytesView SaidWhileServing(const TargetOutcome& target) {
  BytesView output = target.output_tail;
  const std::uint64_t cut = target.output_bytes - std::min(target.output_bytes, output.size());
  const std::uint64_t before = target.output_before_listening;
  if (before > cut) output.remove_prefix(std::min(before - cut, output.size()));
  return output;
}

template <OwnWordsKind kKind>
std::optional<CauseArguments> SaysSo(const CauseContext& context) {
  const BytesView output = SaidWhileServing(context.target());
  if (output.empty() || !FollowsFromAnEnd(context)) return std::nullopt;
  const auto words = ReadOwnWords(output);
  if (!words || words->kind != kKind || words->about_surroundings) return std::nullopt;
  return CauseArguments{
      {"what", words->what},
      {"place", words->place.empty() ? Say("checks.unnamed_line") : Plain(words->place)}};
}

}  // namespace

std::span<const CauseRule> OwnWordsCauses() {
  static constexpr CauseRule kCauses[] = {
      {"panicked", kEnds, "what place", SaysSo<OwnWordsKind::kPanic>},
      {"uncaught-exception", kEnds, "what place", SaysSo<OwnWordsKind::kException>},
      {"assertion-failed", kEnds, "what place", SaysSo<OwnWordsKind::kAssertion>},
      {"sanitizer-report", kEnds, "what place", SaysSo<OwnWordsKind::kSanitizer>},
  };
  return kCauses;
}

}  // namespace echocheck
