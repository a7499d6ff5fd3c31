// SPDX-License-Identifier: MIT
#include "harness/worker/flow_end.h"

#include <algorithm>
#include <iterator>
#include <limits>
#include <set>
#include <string>
#include <utility>

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "harness/base/backoff.h"
#include "harness/base/counted_time.h"
#include "harness/base/spin_detector.h"
#include "harness/base/twice_in_a_row.h"

namespace echocheck {
namespace {

namespace asio = boost::asio;
using Clock = std::chrono::steady_clock;

// A target that closes a thousand connections may take a while for all of them.
constexpr int kMostLimits = 6;

// A target that is awake gets this many without progress, unless it has had its share of a
// processor.
constexpr int kAwakeInLimits = 3;

// With more connections than that, the whole table is read once at first.
constexpr std::size_t kMostLookedUpAtFirst = 64;

// So many of the open ones are looked up each time.
constexpr std::size_t kOpenOnesALook = 32;

bool IsOver(const TcpSocket& socket) {
  return socket.state == TcpState::kListen || socket.state == TcpState::kTimeWait ||
         socket.state == TcpState::kClosed;
}

// Keeps which connections of a scenario have not ended. A connection that is over stays so: nobody
// connects any more.
class FlowsLeft {
 public:
  FlowsLeft(SocketTable& sockets, Endpoint server, const History& history)
      : sockets_(sockets), server_(std::move(server)) {
    for (const ConnectionRecord& connection : history.connections) {
      if (connection.ending == ClientEnding::kVanished) {
        vanished_.insert(ToString(connection.local));
      } else {
        ends_.push_back({connection.local, connection.remote});
        ends_.push_back({connection.remote, connection.local});
      }
    }
    table_first_ = ends_.size() > 2 * kMostLookedUpAtFirst;
  }

  // Returns how many ends are left, as far as is known: each call looks up others.
  Result<std::size_t> Look() {
    if (std::exchange(table_first_, false)) ECHOCHECK_TRY(ReadTable());
    std::vector<End> open;
    auto end = ends_.begin();
    for (; end != ends_.end() && open.size() < kOpenOnesALook; ++end) {
      const auto socket = sockets_.Find(end->local, end->remote);
      if (!socket) return socket.error();
      if (*socket && !IsOver(**socket)) open.push_back(std::move(*end));
    }
    ends_.erase(ends_.begin(), end);
    std::ranges::move(open, std::back_inserter(ends_));
    return ends_.size();
  }

  // Returns what is left of them on the server's side.
  Result<std::vector<TcpSocket>> Sockets() {
    std::vector<TcpSocket> left;
    for (const End& end : ends_) {
      if (end.local.port != server_.port) continue;
      auto socket = sockets_.Find(end.local, end.remote);
      if (!socket) return socket.error();
      if (*socket && !IsOver(**socket)) left.push_back(std::move(**socket));
    }
    return left;
  }

 private:
  struct End {
    Endpoint local;
    Endpoint remote;
  };

  Status ReadTable() {
    auto all = sockets_.List(SocketFilter::kAll);
    if (!all) return all.error();
    ends_.clear();
    for (TcpSocket& socket : *all) {
      if (IsOver(socket) || vanished_.contains(ToString(socket.remote)) ||
          (socket.local.port != server_.port && socket.remote.port != server_.port)) {
        continue;
      }
      ends_.push_back({std::move(socket.local), std::move(socket.remote)});
    }
    return {};
  }

  SocketTable& sockets_;
  Endpoint server_;
  std::vector<End> ends_;
  std::set<std::string> vanished_;  // clients
  bool table_first_ = false;
};

// Says when nobody waits for connections any longer. As long as they become fewer, the target ends
// them. While it is awake, it may be about to.
class CloseDeadline {
 public:
  CloseDeadline(const FlowEndContext& context, Milliseconds limit)
      : context_(context),
        held_up_(context.time),
        held_up_in_all_(context.time),
        limit_(limit),
        give_up_(Clock::now() + kMostLimits * limit) {}

  bool IsOver(std::size_t left) {
    const auto now = Clock::now();
    if (left < fewest_) {
      fewest_ = left;
      held_up_ = HeldUpSince(context_.time);
      deadline_ = std::min(now + limit_, give_up_);
      last_awake_ = std::min(now + kAwakeInLimits * limit_, give_up_);
      next_look_ = now + BetweenLooks();
      turn_.Again();
    }
    if (now < next_look_) return false;
    PutOff();
    if (context_.time.somebody_waits()) {
      next_look_ = now + kUntilItRuns;
      return false;
    }
    const bool had_its_turn = turn_.Had(context_.arena.TargetUsage().cpu);
    next_look_ = context_.goes_in_circles ? now + BetweenLooks() : std::max(now, deadline_);
    const bool asleep = context_.arena.TargetIsAsleep();
    const bool circles = had_its_turn && !asleep;
    if (circles) context_.target.NoteCircles();
    if (now < deadline_) return circles && context_.goes_in_circles;
    const bool at_rest = asleep_.Seen(asleep);
    return now >= last_awake_ || had_its_turn || at_rest;
  }

 private:
  Nanoseconds BetweenLooks() const {
    constexpr Milliseconds kOfOneThatGoesInCircles{50};
    return context_.goes_in_circles ? Nanoseconds(kOfOneThatGoesInCircles) : limit_ / 4;
  }

  void PutOff() {
    context_.time.Look();
    give_up_ += held_up_in_all_.Take();
    const Nanoseconds more = held_up_.Take();
    deadline_ += more;
    last_awake_ += more;
  }

  const FlowEndContext& context_;
  HeldUpSince held_up_;  // since they last became fewer
  HeldUpSince held_up_in_all_;
  Milliseconds limit_;
  Clock::time_point give_up_;
  std::size_t fewest_ = std::numeric_limits<std::size_t>::max();
  Clock::time_point deadline_;
  Clock::time_point last_awake_;
  Clock::time_point next_look_;  // at the target: once under way, then from the deadline on
  SpinDetector turn_;
  TwiceInARow asleep_;
};

}  // namespace

asio::awaitable<Result<std::vector<SocketRecord>>> AwaitFlowsEnded(FlowEndContext context,
                                                                   Endpoint server,
                                                                   const History& history,
                                                                   pid_t launched,
                                                                   Milliseconds limit) {
  CloseDeadline deadline(context, limit);
  FlowsLeft flows(context.sockets, server, history);
  Backoff polling;
  while (true) {
    const auto left = flows.Look();
    if (!left) co_return left.error();
    if (*left == 0 || deadline.IsOver(*left)) break;
    asio::steady_timer timer(context.io, polling.NextPause());
    co_await timer.async_wait(asio::use_awaitable);
  }
  const auto left = flows.Sockets();
  if (!left) co_return left.error();
  std::vector<std::uint32_t> inodes;  // a socket that no process holds has none
  for (const TcpSocket& socket : *left) inodes.push_back(socket.inode);
  const std::vector<SocketHolders> all_holders = context.arena.HoldersOfEach(inodes);
  std::vector<SocketRecord> records;
  for (const TcpSocket& socket : *left) {
    const SocketHolders& holders = all_holders[records.size()];
    SocketRecord& record = records.emplace_back();
    record.state = ToString(socket.state);
    record.local = socket.local;
    record.remote = socket.remote;
    record.receive_queue = socket.receive_queue;
    record.send_queue = socket.send_queue;
    if (socket.inode == 0) continue;
    record.holders = static_cast<std::uint32_t>(holders.processes.size());
    record.held_by_launched =
        std::ranges::find(holders.processes, launched) != holders.processes.end();
    record.holders_unseen = !holders.unreadable.empty();
  }
  co_return records;
}

}  // namespace echocheck
