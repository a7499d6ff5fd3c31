// SPDX-License-Identifier: MIT
#include "harness/wire/flow_analyzer.h"

#include <algorithm>
#include <utility>

#include "harness/wire/tcp_flow.h"

namespace echocheck {
namespace {

// How many closed flows wait for late segments (a repeated FIN and its ACK) before the oldest is
// handed over. By count, not by time: memory stays bounded however fast connections come.
constexpr std::size_t kMostLeaving = 1024;

Side SideOf(bool source_first, bool client_first) {
  return source_first == client_first ? Side::kClient : Side::kServer;
}

// A capture has a handful of them. Of a file that was made to have all numbers the rest has no
// name.
void CountOther(OtherProtocol protocol,
                std::vector<std::pair<OtherProtocol, std::uint64_t>>& others) {
  constexpr std::size_t kMostNames = 64;
  const auto known =
      std::ranges::find(others, protocol, [](const auto& each) { return each.first; });
  if (known != others.end()) {
    ++known->second;
  } else if (others.size() < kMostNames) {
    others.emplace_back(protocol, 1);
  }
}

}  // namespace

FlowAnalyzer::FlowAnalyzer(FlowOptions options)
    : options_(std::move(options)), origin_(options_.origin) {
  for (const Endpoint& server : options_.servers) {
    std::optional<IpAddress> address;
    if (server.address != IpAddress() && !IsUnspecified(server.address)) address = server.address;
    servers_.push_back({address, server.port});
  }
  std::sort(options_.rules.begin(), options_.rules.end(),
            [](const FlagRule& a, const FlagRule& b) { return a.first_port < b.first_port; });
}

FlowAnalyzer::~FlowAnalyzer() = default;

void FlowAnalyzer::Add(LinkType link, const Frame& frame) {
  ++totals_.frames;
  if (frame.data.size() < frame.wire_length) ++totals_.cut;
  if (!origin_) origin_ = frame.stamp;
  const DecodedFrame decoded = DecodeFrame(link, frame);
  const TcpSegment& segment = decoded.segment;
  switch (decoded.status) {
    case DecodeStatus::kOk:
      break;
    case DecodeStatus::kNotOurs:
      ++totals_.not_ours;
      CountOther(decoded.other, others_);
      return;
    case DecodeStatus::kFragment:
      ++totals_.fragments;
      ++totals_.not_ours;
      return;
    case DecodeStatus::kMalformed:
      ++totals_.malformed;
      return;
  }
  if (!servers_.empty() && options_.only_servers &&
      !IsServer(segment.destination, segment.destination_port) &&
      !IsServer(segment.source, segment.source_port)) {
    ++totals_.not_ours;
    return;
  }
  ++totals_.tcp_segments;
  bool source_first = false;
  const FlowKey key = MakeFlowKey(segment, source_first);
  Slot& slot = SlotFor(key, segment, source_first);
  slot.flow->Add(segment, SideOf(source_first, slot.client_first), frame.number,
                 frame.stamp - *origin_);
  if (options_.on_flow_done && !slot.waits_to_leave && slot.flow->Closed()) LeaveLater(key, slot);
}

bool FlowAnalyzer::IsServer(const IpAddress& address, std::uint16_t port) const {
  return std::any_of(servers_.begin(), servers_.end(), [&](const ServerAddress& server) {
    return server.port == port && (!server.address || *server.address == address);
  });
}

// A SYN tells. In a flow that began before the capture the server is the end that we know as one,
// or else the one with the lower port, as clients mostly have theirs from the ephemeral range.
Side FlowAnalyzer::SenderOfFirst(const TcpSegment& segment) const {
  if (segment.Has(tcp_flag::kSyn)) {
    return segment.Has(tcp_flag::kAck) ? Side::kServer : Side::kClient;
  }
  const bool from_server = IsServer(segment.source, segment.source_port);
  const bool to_server = IsServer(segment.destination, segment.destination_port);
  if (from_server != to_server) return from_server ? Side::kServer : Side::kClient;
  return segment.source_port < segment.destination_port ? Side::kServer : Side::kClient;
}

const FlagRule* FlowAnalyzer::RuleFor(std::uint16_t client_port) const {
  const auto after = std::upper_bound(
      options_.rules.begin(), options_.rules.end(), client_port,
      [](std::uint16_t port, const FlagRule& rule) { return port < rule.first_port; });
  if (after == options_.rules.begin()) return nullptr;
  const FlagRule& rule = *std::prev(after);
  return client_port <= rule.last_port ? &rule : nullptr;
}

FlowAnalyzer::Slot& FlowAnalyzer::SlotFor(const FlowKey& key, const TcpSegment& segment,
                                          bool source_first) {
  const auto [entry, is_new] = index_.try_emplace(key, 0);
  const bool ports_reused = !is_new;
  if (!is_new) {
    Slot& slot = slots_[entry->second];
    if (!slot.flow->IsNextConnection(segment, SideOf(source_first, slot.client_first))) return slot;
    if (options_.on_flow_done) {
      free_slots_.push_back(entry->second);
      HandOver(slot);
    }
  }
  entry->second = OpenSlot(segment, source_first, ports_reused);
  return slots_[entry->second];
}

std::uint32_t FlowAnalyzer::OpenSlot(const TcpSegment& segment, bool source_first,
                                     bool ports_reused) {
  auto number = static_cast<std::uint32_t>(slots_.size());
  if (free_slots_.empty()) {
    slots_.emplace_back();
  } else {
    number = free_slots_.back();
    free_slots_.pop_back();
  }
  const Side from = SenderOfFirst(segment);
  const bool from_client = from == Side::kClient;
  const FlagRule* rule = RuleFor(from_client ? segment.source_port : segment.destination_port);
  const bool keeps =
      !options_.keeps_segments ||
      options_.keeps_segments(flow_count_, segment.source_port, segment.destination_port);
  slots_[number] = {
      std::make_unique<TcpFlow>(TcpFlow::Birth{segment, from, flow_count_, keeps, ports_reused},
                                options_, rule),
      source_first == from_client, false, flow_count_};
  ++flow_count_;
  return number;
}

void FlowAnalyzer::LeaveLater(const FlowKey& key, Slot& slot) {
  slot.waits_to_leave = true;
  leaving_.push_back({key, static_cast<std::uint32_t>(&slot - slots_.data()), slot.ordinal});
  if (leaving_.size() <= kMostLeaving) return;
  const Leaving oldest = leaving_.front();
  leaving_.pop_front();
  Slot& its = slots_[oldest.slot];
  if (!its.flow || its.ordinal != oldest.ordinal) return;  // its ports were used again
  its.waits_to_leave = false;
  if (!its.flow->Closed()) return;  // a new session began in it
  index_.erase(oldest.key);
  free_slots_.push_back(oldest.slot);
  HandOver(its);
}

void FlowAnalyzer::HandOver(Slot& slot) {
  const auto flow = std::move(slot.flow);
  options_.on_flow_done(flow->Finish());
}

void FlowAnalyzer::NameOthers() {
  for (const auto& [protocol, count] : others_) {
    const bool is_link = protocol.registry == OtherProtocol::Registry::kLinkType;
    const std::string name = is_link && options_.link_name
                                 ? options_.link_name(static_cast<LinkType>(protocol.number))
                                 : NameOf(protocol);
    const auto same =
        std::ranges::find(totals_.others, name, [](auto& each) { return each.first; });
    if (same != totals_.others.end()) {
      same->second += count;
    } else {
      totals_.others.emplace_back(name, count);
    }
  }
  others_.clear();
  std::ranges::stable_sort(totals_.others, std::ranges::greater(),
                           [](const auto& each) { return each.second; });
}

std::vector<FlowRecord> FlowAnalyzer::Finish() {
  NameOthers();
  std::sort(slots_.begin(), slots_.end(),
            [](const Slot& a, const Slot& b) { return a.ordinal < b.ordinal; });
  std::vector<FlowRecord> records;
  for (Slot& slot : slots_) {
    if (!slot.flow) continue;
    if (options_.on_flow_done) {
      HandOver(slot);
    } else {
      records.push_back(std::exchange(slot.flow, nullptr)->Finish());
    }
  }
  slots_.clear();
  index_.clear();
  return records;
}

}  // namespace echocheck
