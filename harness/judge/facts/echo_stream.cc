// SPDX-License-Identifier: MIT
#include "harness/judge/facts/echo_stream.h"

#include <algorithm>

namespace echocheck {
namespace {

// As much as the client's reader keeps around a difference (StreamDifference).
constexpr std::uint64_t kBefore = 16;
constexpr std::uint64_t kFrom = 48;

bool Deviates(const StreamAlignment& alignment) {
  return alignment.relation == StreamRelation::kExtra ||
         alignment.relation == StreamRelation::kChanged;
}

StreamDifference DifferenceInHeads(const StreamRecord& stream, std::uint64_t offset) {
  const std::uint64_t begin = offset - std::min(offset, kBefore);
  const auto window = [&](BytesView head) {
    return Bytes(head.substr(static_cast<std::size_t>(std::min<std::uint64_t>(begin, head.size())),
                             static_cast<std::size_t>(offset + kFrom - begin)));
  };
  return {offset, begin, window(stream.sent_head), window(stream.received_head)};
}

StreamAlignment AlignHeads(const StreamRecord& stream, std::uint64_t lead) {
  return Align({stream.sent_head, stream.sent > stream.sent_head.size()},
               {stream.received_head, stream.received > stream.received_head.size()}, lead);
}

StreamAlignment AlignWindows(const StreamRecord& stream, const StreamDifference& seen,
                             std::uint64_t lead) {
  const auto part = [&](const Bytes& window, std::uint64_t total) {
    return StreamPart{window, seen.window_begin + window.size() < total};
  };
  StreamAlignment alignment =
      Align(part(seen.expected, stream.sent), part(seen.actual, stream.received), lead);
  alignment.offset += seen.window_begin;
  return alignment;
}

// Where no difference is at hand, the numbers speak.
StreamAlignment CompareCounts(const StreamRecord& stream) {
  if (stream.received > stream.sent) {
    return {StreamRelation::kExtra, stream.sent, stream.received - stream.sent, 0, 0};
  }
  if (stream.received < stream.sent) {
    return {StreamRelation::kTruncated, stream.received, 0, 0, 0};
  }
  if (stream.sent_hash != stream.received_hash) {
    return {StreamRelation::kChanged, 0, 0, 0, 1};
  }
  return {};
}

}  // namespace

EchoStream CompareStreams(const StreamRecord& stream, std::uint64_t wire_lead) {
  const std::uint64_t lead = std::max(stream.unsolicited, wire_lead);
  EchoStream echo;
  // The heads first: they are what was there in the end. The reader notes a difference when it
  // meets one, and then the client may not yet have sent what the bytes are compared with.
  echo.alignment = AlignHeads(stream, lead);
  if (Deviates(echo.alignment)) {
    echo.difference = DifferenceInHeads(stream, echo.alignment.offset);
  } else if (stream.difference && stream.difference->offset >= stream.sent_head.size()) {
    echo.alignment = AlignWindows(stream, *stream.difference, lead);
    if (Deviates(echo.alignment)) echo.difference = stream.difference;
  }
  if (!Deviates(echo.alignment)) echo.alignment = CompareCounts(stream);
  // The heads may show only the first of many.
  echo.alignment.extra =
      std::max(echo.alignment.extra, stream.received - std::min(stream.received, stream.sent));
  echo.came_back = stream.received - std::min(stream.received, echo.alignment.extra);
  return echo;
}

}  // namespace echocheck
