// SPDX-License-Identifier: MIT
// Frames in, flows out. Streaming: what it keeps of a flow does not grow with its segments, beyond
// the head and tail that FlowOptions asks for. Pure: no clock, no I/O; one thread at a time.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include <boost/unordered/unordered_flat_map.hpp>

#include "harness/model/flow.h"
#include "harness/wire/decode_frame.h"
#include "harness/wire/flow_key.h"
#include "harness/wire/flow_options.h"

namespace echocheck {

class TcpFlow;

class FlowAnalyzer {
 public:
  explicit FlowAnalyzer(FlowOptions options);
  ~FlowAnalyzer();
  FlowAnalyzer(const FlowAnalyzer&) = delete;
  FlowAnalyzer& operator=(const FlowAnalyzer&) = delete;

  // In the order of the capture.
  void Add(LinkType link, const Frame& frame);

  // All flows, in the order of their first segments; with FlowOptions::on_flow_done they go there
  // instead and the result is empty. The analyzer is done with then.
  std::vector<FlowRecord> Finish();

  const WireTotals& totals() const { return totals_; }

  // Those that are open, and with FlowOptions::on_flow_done those that wait to be handed over.
  std::size_t flow_count() const { return index_.size(); }

 private:
  // A flow, or the empty place of one that was handed over.
  struct Slot {
    std::unique_ptr<TcpFlow> flow;
    bool client_first = false;    // the client is the end that the key puts first
    bool waits_to_leave = false;  // in leaving_
    std::uint64_t ordinal = 0;    // counts flows
  };
  struct Leaving {
    FlowKey key;
    std::uint32_t slot = 0;
    std::uint64_t ordinal = 0;
  };
  struct ServerAddress {
    std::optional<IpAddress> address;  // unset: any
    std::uint16_t port = 0;
  };

  bool IsServer(const IpAddress& address, std::uint16_t port) const;
  Side SenderOfFirst(const TcpSegment& segment) const;
  const FlagRule* RuleFor(std::uint16_t client_port) const;
  Slot& SlotFor(const FlowKey& key, const TcpSegment& segment, bool source_first);
  std::uint32_t OpenSlot(const TcpSegment& segment, bool source_first, bool ports_reused);
  void LeaveLater(const FlowKey& key, Slot& slot);
  void HandOver(Slot& slot);
  void NameOthers();

  FlowOptions options_;
  std::vector<ServerAddress> servers_;
  WireTotals totals_;
  std::vector<std::pair<OtherProtocol, std::uint64_t>> others_;
  std::optional<Nanoseconds> origin_;
  boost::unordered_flat_map<FlowKey, std::uint32_t, FlowKeyHash> index_;  // into slots_
  std::vector<Slot> slots_;
  std::vector<std::uint32_t> free_slots_;
  std::deque<Leaving> leaving_;  // closed, and kept a little for segments that come late
  std::uint64_t flow_count_ = 0;
};

}  // namespace echocheck
