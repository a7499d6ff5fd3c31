// SPDX-License-Identifier: MIT
#include "harness/judge/facts/cross_talk.h"

#include <algorithm>

#include "harness/judge/facts/echo_stream.h"

namespace echocheck {
namespace {

// So many bytes in a row are no coincidence, in random data and in text alike.
constexpr std::size_t kCertain = 8;
// Fewer tell only when they are all that came, and all that the other one had sent.
constexpr std::size_t kWhole = 3;
// From the first byte that differs on: a few places in case the first ones happen to fit.
constexpr std::size_t kPlaces = 5;
// What is searched for the bytes of one client, of all others together: a fraction of a
// millisecond. A thousand clients that mix each other up take a second.
constexpr std::size_t kSearched = 1 << 20;

bool Contains(BytesView all, BytesView part) { return all.find(part) != BytesView::npos; }

bool Sent(BytesView sent, BytesView came) {
  if (came.size() < kCertain) return came.size() >= kWhole && sent.starts_with(came);
  for (std::size_t place = 0; place < kPlaces; ++place) {
    const BytesView needle = came.substr(std::min(place * kCertain, came.size()), kCertain);
    if (needle.size() == kCertain && Contains(sent, needle)) return true;
  }
  return false;
}

bool Overlap(const ConnectionRecord& sender, const StreamRecord& receiver) {
  if (!sender.ended_at || !receiver.first_byte_at) return true;
  return *sender.ended_at > *receiver.first_byte_at;
}

}  // namespace

std::optional<CrossTalk> FindCrossTalk(const CheckInput& input, const ConnectionRecord& record) {
  const StreamRecord& stream = record.stream;
  const EchoStream echo = CompareStreams(stream, 0);
  if (!echo.difference) return std::nullopt;
  const BytesView window = echo.difference->actual;
  const std::uint64_t place = echo.alignment.offset - echo.difference->window_begin;
  const BytesView came =
      window.substr(static_cast<std::size_t>(std::min<std::uint64_t>(place, window.size())));
  // The same bytes in its own stream: who sent them cannot be said.
  if (Sent(stream.sent_head, came)) return std::nullopt;
  const auto& connections = input.evidence.history.connections;
  const std::size_t each = std::max<std::size_t>(kSearched / connections.size(), 64);
  for (const ConnectionRecord& other : connections) {
    if (&other == &record) continue;
    if (!Sent(BytesView(other.stream.sent_head).substr(0, each), came)) continue;
    return CrossTalk{&other, echo.alignment.offset, Overlap(other, stream)};
  }
  return std::nullopt;
}

}  // namespace echocheck
