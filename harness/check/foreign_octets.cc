// SPDX-License-Identifier: MIT
#include "harness/check/foreign_octets.h"

#include <algorithm>

#include "harness/check/echo_stream.h"

namespace echocheck {
namespace {

// So many octets in a row are no coincidence, in random data and in text alike.
constexpr std::size_t kCertain = 8;
// Fewer tell only when they are all that came, and all that the other one had sent.
constexpr std::size_t kWhole = 3;
// From the first octet that differs on: a few places in case the first ones happen to fit.
constexpr std::size_t kPlaces = 5;
// What is searched for the octets of one client, of all others together: a fraction of a
// millisecond. A thousand clients that mix each other up take a second.
constexpr std::size_t kSearched = 1 << 20;

BytesView From(BytesView octets, std::uint64_t offset) {
  return offset < octets.size() ? octets.substr(static_cast<std::size_t>(offset)) : BytesView();
}

// What came instead of the echo, as far as it was kept.
BytesView Unexpected(const StreamRecord& stream, const EchoStream& echo) {
  const std::uint64_t offset = echo.alignment.offset;
  if (offset < stream.received_head.size()) return From(stream.received_head, offset);
  if (!echo.difference) return {};
  return From(echo.difference->actual, offset - echo.difference->window_begin);
}

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

std::optional<ForeignOctets> FindForeignOctets(const CheckInput& input,
                                               const ConnectionRecord& record) {
  const StreamRecord& stream = record.stream;
  const EchoStream echo = CompareStreams(stream, 0);
  const StreamRelation relation = echo.alignment.relation;
  if (relation != StreamRelation::kExtra && relation != StreamRelation::kChanged) {
    return std::nullopt;
  }
  const BytesView came = Unexpected(stream, echo);
  // The same octets in its own stream: who sent them cannot be said.
  if (came.empty() || Sent(stream.sent_head, came)) return std::nullopt;
  const auto& connections = input.evidence.history.connections;
  const std::size_t each = std::max<std::size_t>(kSearched / connections.size(), 64);
  for (const ConnectionRecord& other : connections) {
    if (&other == &record) continue;
    if (!Sent(BytesView(other.stream.sent_head).substr(0, each), came)) continue;
    return ForeignOctets{&other, echo.alignment.offset, Overlap(other, stream)};
  }
  return std::nullopt;
}

}  // namespace echocheck
