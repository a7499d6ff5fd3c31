// SPDX-License-Identifier: MIT
#include "harness/watch/wire_watch.h"

#include <algorithm>
#include <utility>

namespace echocheck {
namespace {

// Frames a turn: some screens full, and short enough for a key to be heard between.
constexpr std::size_t kFramesATurn = 256;
// Connections of which the summary tells each.
constexpr std::size_t kMostRecent = 30;
// Those whose end was never seen would pile up in a watch of weeks: with so many the analyzer
// begins anew, and what is still open is then one that was open before.
constexpr std::size_t kMostConnections = 8192;
constexpr Milliseconds kMarkerTimeout{2000};

}  // namespace

Result<std::unique_ptr<WireWatch>> WireWatch::Open(const WireWatchOptions& options, UniqueFd file,
                                                   Screen& screen, const Page& page) {
  auto tap = FrameTap::Open(options.tap, std::move(file));
  if (!tap) return tap.error();
  FlowOptions flows;
  flows.head = 1;  // tells which of those that on_segment was told of a flow is
  flows.tail = 0;
  flows.hash_streams = false;
  for (const std::uint16_t port : options.server_ports) flows.servers.push_back({{}, port});
  return std::unique_ptr<WireWatch>(
      new WireWatch(std::move(*tap), std::move(flows), screen, page, options.ladder));
}

WireWatch::WireWatch(std::unique_ptr<FrameTap> tap, FlowOptions flows, Screen& screen,
                     const Page& page, const LiveLadderOptions& ladder)
    : tap_(std::move(tap)),
      flow_options_(std::move(flows)),
      screen_(screen),
      page_(page),
      ladder_(page, ladder),
      begin_(std::chrono::steady_clock::now()) {
  flow_options_.on_segment = [this](const SegmentNotice& notice) { Note(notice); };
  flow_options_.on_flow_done = [this](FlowRecord&& flow) { Keep(std::move(flow)); };
  StartAnalyzer();
}

void WireWatch::StartAnalyzer() {
  numbered_before_ = connections_;
  analyzer_.emplace(flow_options_);
}

void WireWatch::Take(const Frame& frame) {
  analyzer_->Add(tap_->link_type(), frame);
  if (ladder_.waiting() >= kFramesATurn) screen_.Show(ladder_.TakeLines());
  if (analyzer_->flow_count() < kMostConnections) return;
  analyzer_->Finish();
  StartAnalyzer();
}

void WireWatch::Note(const SegmentNotice& notice) {
  ++segments_;
  const std::uint64_t connection = numbered_before_ + notice.connection;
  if (connection >= connections_) {
    connections_ = connection + 1;
    numbers_[notice.segment.frame] = connection;
  }
  if (on_segment) on_segment(notice);
  ladder_.Add(connection, notice.client, notice.server, notice.segment);
}

void WireWatch::Keep(FlowRecord&& flow) {
  std::string label;
  if (!flow.head.empty()) {
    const auto number = numbers_.find(flow.head.front().frame);
    if (number != numbers_.end()) {
      label = ConnectionLabel(number->second);
      numbers_.erase(number);
    }
  }
  recent_.push_back({std::move(label), std::move(flow)});
  if (recent_.size() <= kMostRecent) return;
  ++totals_.earlier_connections;
  totals_.earlier_segments += recent_.front().flow.segment_count;
  recent_.pop_front();
}

Result<bool> WireWatch::Show() {
  const auto taken = tap_->Take(kFramesATurn, [this](const Frame& frame) { Take(frame); });
  screen_.Show(ladder_.TakeLines());
  if (!taken) return taken.error();
  return *taken >= kFramesATurn;
}

Status WireWatch::ShowAll() {
  while (true) {
    const auto more = Show();
    if (!more) return more.error();
    if (!*more) return {};
  }
}

Status WireWatch::Finish() {
  const Status settled = tap_->Settle(kMarkerTimeout, [this](const Frame& frame) { Take(frame); });
  screen_.Show(ladder_.TakeLines());
  analyzer_->Finish();
  totals_.segments = segments_;
  totals_.duration = std::chrono::steady_clock::now() - begin_;
  if (const auto drops = tap_->Drops(); drops) totals_.dropped = *drops;
  return settled;
}

std::string WireWatch::Summary() const {
  std::vector<WatchedConnection> listed(recent_.begin(), recent_.end());
  if (connections_ == 1) listed.front().label.clear();
  return RenderWatchSummary(listed, totals_, page_);
}

}  // namespace echocheck
