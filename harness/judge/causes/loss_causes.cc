// SPDX-License-Identifier: MIT
// Less came than was sent.
#include <algorithm>

#include "harness/judge/causes/cause_families.h"
#include "harness/judge/facts/echo_divergence.h"

namespace echocheck {
namespace {

constexpr CheckSet kLossChecks = {CheckId::kEchoBytes, CheckId::kEchoComplete};

std::optional<CauseArguments> At(const EchoDivergence& divergence, std::uint64_t count) {
  return CauseArguments{{"offset", std::to_string(divergence.offset())},
                        {"count", std::to_string(count)}};
}

// Something is missing, here or at the end; what came so far is right.
bool Lacks(const EchoDivergence& divergence) {
  return divergence.message() != nullptr && divergence.missing() > 0 &&
         (divergence.truncated() || divergence.relation() == StreamRelation::kChanged);
}

// How far into its message the echo came.
std::uint64_t Reached(const EchoDivergence& divergence) {
  return divergence.offset() - std::min(divergence.offset(), divergence.message()->begin);
}

// At the deadline the target was awake: what had not come may have been on its way.
bool StillAtWork(const CauseContext& context) {
  const StepRecord* stopped = StoppedAt(context.connection->record);
  return stopped != nullptr && stopped->outcome == StepOutcome::kTimedOut &&
         !stopped->target_asleep;
}

std::optional<CauseArguments> CutAtNul(const CauseContext& context) {
  if (context.connection == nullptr) return std::nullopt;
  const EchoDivergence divergence(*context.connection);
  if (!Lacks(divergence) || divergence.sent().empty() || divergence.sent()[0] != '\0') {
    return std::nullopt;
  }
  // Nothing is known of a NUL that came back just before.
  const BytesView before =
      divergence.message()->bytes.substr(0, static_cast<std::size_t>(Reached(divergence)));
  if (before.find('\0') != BytesView::npos) return std::nullopt;
  // NULs alone were left out, and the message went on: that is no cut.
  const std::uint64_t gap = divergence.Gap().value_or(0);
  const BytesView left_out = divergence.sent().substr(0, static_cast<std::size_t>(gap));
  const bool goes_on = gap > 0 && divergence.offset() + gap < divergence.message()->end();
  if (goes_on && left_out.find_first_not_of('\0') == BytesView::npos) return std::nullopt;
  return At(divergence, divergence.missing());
}

// The first line of a message came, and others that were sent with it did not.
std::optional<CauseArguments> RestOfSegmentLost(const CauseContext& context) {
  if (context.connection == nullptr) return std::nullopt;
  const EchoDivergence divergence(*context.connection);
  if (!Lacks(divergence) || Reached(divergence) == 0) return std::nullopt;
  const BytesView bytes = divergence.message()->bytes;
  const auto reached = static_cast<std::size_t>(Reached(divergence));
  if (reached >= bytes.size() || bytes[reached - 1] != '\n') return std::nullopt;
  // The very first line end, and another line behind it.
  if (bytes.find('\n') != reached - 1) return std::nullopt;
  if (bytes.find('\n', reached) == BytesView::npos) return std::nullopt;
  return At(divergence, divergence.message()->size - reached);
}

// 2^n, one less, or a round number of ten.
bool IsBufferSize(std::uint64_t size) {
  constexpr std::uint64_t kSmallest = 10;  // fewer bytes end anywhere
  constexpr std::uint64_t kLargest = 8192;
  if (size < kSmallest || size > kLargest) return false;
  const bool power = (size & (size - 1)) == 0 || (size & (size + 1)) == 0;
  for (const std::uint64_t round : {1000U, 100U, 50U}) {
    const std::uint64_t multiple = size % round == 0 ? size / round : 0;
    if (multiple >= 1 && multiple <= 10) return true;
  }
  const bool less_nul = (size + 1) % 100 == 0 && size < 1100;
  return power || less_nul;
}

std::optional<CauseArguments> ClippedToBuffer(const CauseContext& context) {
  if (context.connection == nullptr) return std::nullopt;
  const EchoDivergence divergence(*context.connection);
  if (!Lacks(divergence)) return std::nullopt;
  const Message& message = *divergence.message();
  const std::uint64_t size = Reached(divergence);
  // That it is larger than a buffer must be the reason, and not that it came in many pieces.
  constexpr std::uint64_t kOnePiece = 65536;
  if (!IsBufferSize(size) || size >= message.size) return std::nullopt;
  if (divergence.truncated()) {
    const bool reset = context.connection->record.stream.reset_at.has_value();
    if (message.size > kOnePiece || reset) return std::nullopt;
  } else if (const auto gap = divergence.Gap()) {
    const std::uint64_t next = size + *gap;
    if (next != message.size && !IsBufferSize(next)) return std::nullopt;
  } else if (message.size <= message.bytes.size()) {
    return std::nullopt;  // all of it was kept, and what came is nothing of it
  }
  return CauseArguments{{"size", std::to_string(size)},
                        {"message", std::to_string(message.size)},
                        {"offset", std::to_string(divergence.offset())}};
}

bool SawFinAfterHalfClose(const Connection& connection) {
  const ConnectionRecord& record = connection.record;
  const auto& end = record.stream.eof_at ? record.stream.eof_at : record.stream.reset_at;
  return HalfClosed(record) && end && record.ended_at && *end >= *record.ended_at;
}

std::optional<CauseArguments> LostAtHalfClose(const CauseContext& context) {
  if (context.connection == nullptr) return std::nullopt;
  const EchoDivergence divergence(*context.connection);
  if (!divergence.truncated()) return std::nullopt;
  if (!SawFinAfterHalfClose(*context.connection)) return std::nullopt;
  return At(divergence, divergence.missing());
}

// Bytes of the client wait at the server, which has not read them: they are not lost.
std::optional<CauseArguments> StopsReading(const CauseContext& context) {
  if (context.connection == nullptr) return std::nullopt;
  for (const SocketRecord& left : context.input.evidence.target.sockets_left) {
    const bool its_own = left.remote == context.connection->record.local;
    if (!its_own || left.receive_queue == 0 || left.state != "ESTABLISHED") continue;
    return CauseArguments{{"count", std::to_string(left.receive_queue)}};
  }
  return std::nullopt;
}

std::optional<CauseArguments> ShortWriteIgnored(const CauseContext& context) {
  if (context.connection == nullptr) return std::nullopt;
  const EchoDivergence divergence(*context.connection);
  // Less finds room in any socket, and was not lost for want of it.
  constexpr std::uint64_t kMuch = 16384;
  constexpr std::uint64_t kFirstRoom = 1024;
  if (!Lacks(divergence) || context.connection->record.stream.sent < kMuch) return std::nullopt;
  if (divergence.truncated() && StillAtWork(context)) return std::nullopt;
  if (divergence.offset() < kFirstRoom) return std::nullopt;
  if (!UnderPressure(*context.connection, context.input.scenario)) return std::nullopt;
  return At(divergence, divergence.missing());
}

std::optional<CauseArguments> BytesLost(const CauseContext& context) {
  if (context.connection == nullptr) return std::nullopt;
  const EchoDivergence divergence(*context.connection);
  if (!Lacks(divergence)) return std::nullopt;
  if (!divergence.truncated()) {
    const auto gap = divergence.Gap();
    if (!gap) return std::nullopt;
    return At(divergence, *gap);
  }
  // Silence from the beginning has other reasons, and so has an end of the connection.
  const StreamRecord& stream = context.connection->record.stream;
  if (divergence.offset() == 0 || stream.eof_at || stream.reset_at) return std::nullopt;
  if (StillAtWork(context)) return std::nullopt;
  return At(divergence, divergence.missing());
}

}  // namespace

std::span<const CauseRule> LossCauses() {
  static constexpr CauseRule kCauses[] = {
      {"cut-at-nul", kLossChecks, "offset count", CutAtNul},
      {"rest-of-segment-lost", kLossChecks, "offset count", RestOfSegmentLost},
      {"clipped-to-buffer", kLossChecks, "size message offset", ClippedToBuffer},
      {"lost-at-half-close", {CheckId::kEchoComplete}, "offset count", LostAtHalfClose},
      {"stops-reading", {CheckId::kEchoComplete, CheckId::kCloseReleased}, "count", StopsReading},
      {"short-write-ignored", kLossChecks, "offset count", ShortWriteIgnored},
      {"octets-lost", kLossChecks, "offset count", BytesLost},
  };
  return kCauses;
}

}  // namespace echocheck
