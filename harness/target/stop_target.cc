// SPDX-License-Identifier: MIT
#include "harness/target/stop_target.h"

#include <algorithm>
#include <csignal>
#include <vector>

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "harness/base/polling.h"

namespace echocheck {
namespace {

namespace asio = boost::asio;
using Clock = std::chrono::steady_clock;

// One that is still awake at the limit may only have waited for its turn on a loaded machine. It
// gets so many times the limit in all.
constexpr int kPatience = 4;

}  // namespace

asio::awaitable<void> KillTarget(TargetProcess& process, Surroundings& surroundings) {
  for (Polling polling;;) {
    process.Signal(SIGKILL);
    const std::vector<pid_t> processes = surroundings.Processes();
    for (const pid_t member : processes) kill(member, SIGKILL);
    if (processes.empty() && process.exit_status()) co_return;
    const Nanoseconds pause = polling.NextPause();
    co_await process.WaitForExit(pause);
    if (process.exit_status()) {
      asio::steady_timer timer(co_await asio::this_coro::executor, pause);
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

  const auto is_over = [&] {
    const auto waited = Clock::now() - begin;
    return waited >= limit * kPatience || (waited >= limit && surroundings.Asleep());
  };
  // Its children tell nobody but their parent when they end.
  for (Polling polling;;) {
    left = surroundings.Processes();
    if ((left.empty() && process.exit_status()) || is_over()) break;
    asio::steady_timer timer(co_await asio::this_coro::executor, polling.NextPause());
    co_await timer.async_wait(asio::use_awaitable);
  }
  const auto sockets = surroundings.Listening();
  if (!sockets) co_return sockets.error();
  record.duration = Clock::now() - begin;
  record.ended_by_term = record.asked && left.empty();
  // Whether one that may be somebody else's is gone says nothing.
  record.listener_gone = std::ranges::none_of(*sockets, &ListeningSocket::owner_seen);
  record.killed = static_cast<std::uint32_t>(left.size());
  co_return record;
}

}  // namespace echocheck
