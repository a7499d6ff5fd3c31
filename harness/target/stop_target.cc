// SPDX-License-Identifier: MIT
#include "harness/target/stop_target.h"

#include <algorithm>
#include <csignal>
#include <vector>

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace echocheck {
namespace {

namespace asio = boost::asio;
using Clock = std::chrono::steady_clock;

constexpr Nanoseconds kFirstLook = std::chrono::microseconds(300);
constexpr Nanoseconds kLongestLook = std::chrono::milliseconds(10);

}  // namespace

asio::awaitable<void> KillTarget(TargetProcess& process, Surroundings& surroundings) {
  while (true) {
    process.Signal(SIGKILL);
    const std::vector<pid_t> processes = surroundings.Processes();
    for (const pid_t member : processes) kill(member, SIGKILL);
    if (processes.empty() && process.exit_status()) co_return;
    co_await process.WaitForExit(kFirstLook);
    if (process.exit_status()) {
      asio::steady_timer timer(co_await asio::this_coro::executor, kFirstLook);
      co_await timer.async_wait(asio::use_awaitable);
    }
  }
}

asio::awaitable<Result<StopRecord>> StopTarget(TargetProcess& process, int signal,
                                               Milliseconds limit, Surroundings& surroundings) {
  StopRecord record;
  std::vector<pid_t> left = surroundings.Processes();
  const auto begin = Clock::now();
  record.asked = !process.exit_status() || !left.empty();
  if (!process.exit_status() && signal != SIGKILL) {
    process.Signal(signal);
  } else {
    for (const pid_t member : left) kill(member, signal);
  }
  co_await process.WaitForExit(limit);

  // Its children tell nobody but their parent when they end.
  for (Nanoseconds pause = kFirstLook;; pause = std::min(pause * 3 / 2, kLongestLook)) {
    left = surroundings.Processes();
    if ((left.empty() && process.exit_status()) || Clock::now() - begin >= limit) break;
    asio::steady_timer timer(co_await asio::this_coro::executor, pause);
    co_await timer.async_wait(asio::use_awaitable);
  }
  const auto sockets = surroundings.Listening();
  if (!sockets) co_return sockets.error();
  record.duration = Clock::now() - begin;
  record.ended_by_term = record.asked && left.empty();
  record.listener_gone = sockets->empty();
  record.killed = static_cast<std::uint32_t>(left.size());
  co_return record;
}

}  // namespace echocheck
