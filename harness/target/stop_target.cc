// SPDX-License-Identifier: MIT
#include "harness/target/stop_target.h"

#include <algorithm>
#include <csignal>
#include <vector>

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "harness/base/backoff.h"
#include "harness/base/counted_time.h"

namespace echocheck {
namespace {

namespace asio = boost::asio;
using Clock = std::chrono::steady_clock;

// One that is still awake at the limit may be at work. It gets so many times the limit in all.
constexpr int kPatience = 4;

constexpr Milliseconds kSocketsClose{1000};

// The kernel may close the sockets of a process some time after it has gone, those of io_uring for
// one. Nobody else can hold what listens now.
asio::awaitable<Result<bool>> NothingListens(TargetObserver& observer) {
  CountedDeadline deadline(observer.time(), kSocketsClose);
  for (Backoff polling;;) {
    const auto sockets = observer.Listening();
    if (!sockets) co_return sockets.error();
    // Whether one that may be somebody else's is gone says nothing.
    const bool gone = std::ranges::none_of(*sockets, &ListeningSocket::owner_seen);
    if (gone || !observer.Processes().empty() || deadline.Passed()) co_return gone;
    asio::steady_timer timer(co_await asio::this_coro::executor, polling.NextPause());
    co_await timer.async_wait(asio::use_awaitable);
  }
}

}  // namespace

asio::awaitable<void> KillTarget(TargetProcess& process, TargetObserver& observer) {
  for (Backoff polling;;) {
    process.Signal(SIGKILL);
    const std::vector<pid_t> processes = observer.Processes();
    for (const pid_t member : processes) kill(member, SIGKILL);
    if (processes.empty() && process.exit_status()) break;
    const Nanoseconds pause = polling.NextPause();
    co_await process.WaitForExit(pause);
    if (process.exit_status()) {
      asio::steady_timer timer(co_await asio::this_coro::executor, pause);
      co_await timer.async_wait(asio::use_awaitable);
    }
  }
  (void)co_await NothingListens(observer);  // what fails here fails at its next launch
}

asio::awaitable<Result<StopRecord>> StopTarget(TargetProcess& process, int signal,
                                               Milliseconds limit, TargetObserver& observer) {
  StopRecord record;
  std::vector<pid_t> left = observer.Processes();
  const auto begin = Clock::now();
  CountedDeadline deadline(observer.time(), limit);
  CountedDeadline last(observer.time(), limit * kPatience);
  record.asked = !process.exit_status() || !left.empty();
  if (!process.exit_status() && signal != SIGKILL) {
    process.Signal(signal);
  } else {
    for (const pid_t member : left) kill(member, signal);
  }
  co_await process.WaitForExit(limit);

  const auto is_over = [&] { return last.Passed() || (deadline.Passed() && observer.Asleep()); };
  // Its children tell nobody but their parent when they end.
  for (Backoff polling;;) {
    left = observer.Processes();
    if ((left.empty() && process.exit_status()) || is_over()) break;
    asio::steady_timer timer(co_await asio::this_coro::executor, polling.NextPause());
    co_await timer.async_wait(asio::use_awaitable);
  }
  record.duration = Clock::now() - begin;
  const auto gone = co_await NothingListens(observer);
  if (!gone) co_return gone.error();
  record.ended_by_term = record.asked && left.empty();
  record.listener_gone = *gone;
  record.killed = static_cast<std::uint32_t>(left.size());
  co_return record;
}

}  // namespace echocheck
