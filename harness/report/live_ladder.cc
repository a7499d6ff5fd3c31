// SPDX-License-Identifier: MIT
#include "harness/report/live_ladder.h"

#include <algorithm>
#include <utility>

#include "harness/report/ladder_rows.h"

namespace echocheck {
namespace {

// As in a ladder of a whole connection: about two screens, and what is shown of more than that.
constexpr std::size_t kReadable = 40;
constexpr std::size_t kLiveEnds = 6;
constexpr std::size_t kShortestFold = 3;
// A connection of which more than so many others have been heard since begins anew.
constexpr std::size_t kMostLanes = 1024;

constexpr Ink kLaneInks[] = {Ink::kGood, Ink::kDoubt, Ink::kBold, Ink::kClient, Ink::kServer};

bool HasEnded(TcpState state) { return state == TcpState::kClosed || state == TcpState::kTimeWait; }

}  // namespace

std::string ConnectionLabel(std::uint64_t connection) {
  std::string label;
  for (std::uint64_t left = connection + 1; left > 0; left = (left - 1) / 26) {
    label.insert(label.begin(), static_cast<char>('A' + (left - 1) % 26));
  }
  return label;
}

bool IsOver(const FlowSegment& segment) {
  return HasEnded(segment.client_state) && HasEnded(segment.server_state);
}

void LiveLadder::Add(std::uint64_t connection, const Endpoint& client, const Endpoint& server,
                     const FlowSegment& segment) {
  const auto [entry, is_new] = lanes_.try_emplace(connection);
  if (is_new) {
    Lane& lane = entry->second;
    lane.label = ConnectionLabel(connection);
    lane.ink = kLaneInks[connection % std::size(kLaneInks)];
    lane.client = client;
    lane.server = server;
    lane.begin = segment.time;
    labelled_ = labelled_ || lanes_.size() > 1;
  }
  pending_.push_back({connection, segment});
}

std::string LiveLadder::TakeLines() {
  std::string out;
  const std::size_t count = pending_.size();
  for (std::size_t i = 0; i < count;) {
    std::size_t end = i;
    if (count > kReadable && i >= kLiveEnds) {
      while (end + kLiveEnds < count && IsBulk(pending_[end].segment.role)) ++end;
    }
    if (end - i >= kShortestFold) {
      i = DrawFold(i, end, out);
    } else {
      Draw(pending_[i++], out);
    }
  }
  pending_.clear();
  Forget();
  return out;
}

std::size_t LiveLadder::DrawFold(std::size_t begin, std::size_t end, std::string& out) {
  std::uint64_t to_server = 0;
  std::uint64_t to_client = 0;
  for (std::size_t i = begin; i < end; ++i) {
    const FlowSegment& segment = pending_[i].segment;
    lanes_[pending_[i].connection].previous = segment;
    if (segment.role == SegmentRole::kRetransmission) continue;  // each byte counts once
    (segment.from == Side::kClient ? to_server : to_client) += segment.length;
  }
  const std::uint64_t last_frame = pending_[end - 1].segment.frame;
  out += LadderLines(page_, last_frame).Fold(end - begin, to_server, to_client);
  last_.reset();
  return end;
}

void LiveLadder::Draw(const Pending& pending, std::string& out) {
  Lane& lane = lanes_[pending.connection];
  const FlowSegment& segment = pending.segment;
  // At least two, so that a second connection does not shift the first one's columns for long.
  const std::size_t lane_width = labelled_ ? std::max<std::size_t>(lane.label.size(), 2) : 0;
  const LadderLines lines(page_, segment.frame, lane_width);
  if (!lane.introduced) Introduce(lane, pending, lines, out);
  // Between lines of another connection the states have to be said again.
  if (last_ != pending.connection) lane.shown = {};
  last_ = pending.connection;
  const LadderLane label{labelled_ ? std::string_view(lane.label) : "", lane.ink};
  const FlowSegment* previous = lane.previous ? &*lane.previous : nullptr;
  out += lines.Segment({segment, previous, segment.time - lane.begin, false, label}, lane.shown);
  lane.previous = segment;
}

void LiveLadder::Introduce(Lane& lane, const Pending& pending, const LadderLines& lines,
                           std::string& out) {
  lane.introduced = true;
  const LadderLane label{labelled_ ? std::string_view(lane.label) : "", lane.ink};
  out += '\n' + lines.Ends("", lane.client, lane.server, label);
  if (pending.segment.role != SegmentRole::kSyn) {
    out += lines.Note(page_.Text("ladder.no_handshake"), Ink::kDoubt);
  } else {
    // Of others it is not known before they have answered.
    out += lines.Start(lane.server.port == listens_on_, lane.shown);
    last_ = pending.connection;
  }
}

void LiveLadder::Forget() {
  while (lanes_.size() > kMostLanes) {
    const auto over = std::find_if(lanes_.begin(), lanes_.end(), [](const auto& entry) {
      return entry.second.previous && IsOver(*entry.second.previous);
    });
    lanes_.erase(over != lanes_.end() ? over : lanes_.begin());
  }
}

}  // namespace echocheck
