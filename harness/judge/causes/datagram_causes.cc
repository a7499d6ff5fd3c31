// SPDX-License-Identifier: MIT
// What became of datagrams.
#include <algorithm>
#include <string>

#include "harness/judge/causes/cause_families.h"
#include "harness/judge/facts/echo_divergence.h"
#include "harness/judge/phrases.h"

namespace echocheck {
namespace {

bool Lacks(const ConnectionRecord& record, std::uint64_t hash) {
  return std::any_of(record.datagrams.begin(), record.datagrams.end(),
                     [&](const DatagramRecord& sent) {
                       return sent.hash == hash && sent.size > 0 && sent.returned == 0;
                     });
}

// Got what `owner` had sent and did not get.
bool GotIts(const ConnectionRecord& receiver, const ConnectionRecord& owner) {
  const auto& strange = receiver.strange_datagrams;
  const auto& own = receiver.datagrams;
  return std::any_of(strange.begin(), strange.end(),
                     [&](const StrangeDatagram& came) { return Lacks(owner, came.hash); }) ||
         // Two clients may have sent the same bytes.
         std::any_of(own.begin(), own.end(), [&](const DatagramRecord& sent) {
           return sent.returned > 1 && Lacks(owner, sent.hash);
         });
}

std::optional<CauseArguments> AnswersWrongPeer(const CauseContext& context) {
  if (context.connection == nullptr) return std::nullopt;
  const ConnectionRecord& record = context.connection->record;
  for (const ConnectionRecord& other : context.input.evidence.history.connections) {
    if (&other == &record) continue;
    if (GotIts(record, other))
      return CauseArguments{{"client", SayClient(other)}, {"other", SayClient(record)}};
    if (GotIts(other, record))
      return CauseArguments{{"client", SayClient(record)}, {"other", SayClient(other)}};
  }
  return std::nullopt;
}

// Another datagram was sent when this one had come back, and never came back itself: what came
// again may have been meant as its answer.
bool MayAnswerALaterOne(const DatagramRecord& returned, const ConnectionRecord& record) {
  return std::ranges::any_of(record.datagrams, [&](const DatagramRecord& other) {
    return other.returned == 0 && other.error.empty() && returned.returned_at &&
           other.sent_at > *returned.returned_at;
  });
}

std::optional<CauseArguments> DatagramTwice(const CauseContext& context) {
  if (context.connection == nullptr) return std::nullopt;
  const ConnectionRecord& record = context.connection->record;
  for (const DatagramRecord& sent : record.datagrams) {
    if (sent.returned < 2 || MayAnswerALaterOne(sent, record)) continue;
    return CauseArguments{{"size", std::to_string(sent.size)},
                          {"times", std::to_string(sent.returned)}};
  }
  return std::nullopt;
}

std::optional<CauseArguments> DatagramCut(const CauseContext& context) {
  if (context.connection == nullptr) return std::nullopt;
  const ConnectionRecord& record = context.connection->record;
  for (const StrangeDatagram& came : record.strange_datagrams) {
    if (!came.like || *came.like >= record.datagrams.size() || !came.difference) continue;
    const DatagramRecord& sent = record.datagrams[*came.like];
    const bool beginning = came.difference->offset == came.size && came.size < sent.size;
    if (!beginning || sent.returned > 0) continue;
    return CauseArguments{{"sent", std::to_string(sent.size)},
                          {"received", std::to_string(came.size)}};
  }
  return std::nullopt;
}

std::optional<CauseArguments> AnswerTooLong(const CauseContext& context) {
  if (context.connection == nullptr) return std::nullopt;
  const ConnectionRecord& record = context.connection->record;
  for (const StrangeDatagram& came : record.strange_datagrams) {
    if (!came.like || *came.like >= record.datagrams.size()) continue;
    const DatagramRecord& sent = record.datagrams[*came.like];
    if (came.size <= sent.size || sent.returned > 0) continue;
    return CauseArguments{{"sent", std::to_string(sent.size)},
                          {"received", std::to_string(came.size)}};
  }
  return std::nullopt;
}

}  // namespace

std::span<const CauseRule> DatagramCauses() {
  static constexpr CauseRule kCauses[] = {
      {"answers-wrong-peer",
       {CheckId::kUdpComplete, CheckId::kUdpUnsolicited},
       "client other",
       AnswersWrongPeer},
      {"datagram-twice", {CheckId::kUdpUnsolicited}, "size times", DatagramTwice},
      {"datagram-cut", {CheckId::kUdpBytes}, "sent received", DatagramCut},
      {"udp-answer-too-long", {CheckId::kUdpBytes}, "sent received", AnswerTooLong},
  };
  return kCauses;
}

}  // namespace echocheck
