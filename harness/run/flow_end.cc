// SPDX-License-Identifier: MIT
#include "harness/run/flow_end.h"

#include <algorithm>
#include <limits>
#include <set>
#include <string>
#include <utility>

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "harness/base/polling.h"

namespace echocheck {
namespace {

namespace asio = boost::asio;
using Clock = std::chrono::steady_clock;

// Who holds a socket is looked up in /proc, process by process: for so many, which is plenty to
// name a cause.
constexpr std::size_t kMostLookedUp = 16;

// One that closes a thousand connections may take a while for all of them.
constexpr int kMostLimits = 6;

std::set<std::string> Vanished(const History& history) {
  std::set<std::string> vanished;
  for (const ConnectionRecord& connection : history.connections) {
    if (connection.ending == ClientEnding::kVanished) vanished.insert(ToString(connection.local));
  }
  return vanished;
}

}  // namespace

asio::awaitable<Result<std::vector<SocketRecord>>> AwaitFlowsEnded(
    asio::io_context& io, const Arena& arena, SocketTable& sockets, Endpoint server,
    const History& history, pid_t launched, Milliseconds limit) {
  // As long as they become fewer the target is at it.
  auto deadline = Clock::now() + limit;
  const auto give_up = Clock::now() + kMostLimits * limit;
  std::size_t fewest = std::numeric_limits<std::size_t>::max();
  const std::set<std::string> vanished = Vanished(history);
  Polling polling;
  std::vector<TcpSocket> left;
  while (true) {
    auto all = sockets.List(SocketFilter::kAll);
    if (!all) co_return all.error();
    left = std::move(*all);
    std::erase_if(left, [&](const TcpSocket& socket) {
      return socket.state == TcpState::kListen || socket.state == TcpState::kTimeWait ||
             socket.state == TcpState::kClosed ||
             (socket.local.port != server.port && socket.remote.port != server.port) ||
             (!vanished.empty() && vanished.contains(ToString(socket.remote)));
    });
    if (left.size() < fewest) {
      fewest = left.size();
      deadline = std::min(Clock::now() + limit, give_up);
    }
    if (left.empty() || Clock::now() >= deadline) break;
    asio::steady_timer timer(io, polling.NextPause());
    co_await timer.async_wait(asio::use_awaitable);
  }
  std::erase_if(left, [&](const TcpSocket& socket) { return socket.local.port != server.port; });
  std::vector<SocketRecord> records;
  for (const TcpSocket& socket : left) {
    SocketRecord& record = records.emplace_back();
    record.state = ToString(socket.state);
    record.local = socket.local;
    record.remote = socket.remote;
    record.receive_queue = socket.receive_queue;
    record.send_queue = socket.send_queue;
    if (records.size() > kMostLookedUp || socket.inode == 0) continue;
    const std::vector<pid_t> holders = arena.HoldersOf(socket.inode);
    record.holders = static_cast<std::uint32_t>(holders.size());
    record.held_by_launched = std::ranges::find(holders, launched) != holders.end();
  }
  co_return records;
}

}  // namespace echocheck
