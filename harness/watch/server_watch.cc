// SPDX-License-Identifier: MIT
#include "harness/watch/server_watch.h"

#include <csignal>
#include <utility>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "harness/base/backoff.h"
#include "harness/target/start_target.h"

namespace echocheck {
namespace {

namespace asio = boost::asio;

constexpr std::chrono::hours kForever{24 * 365};
constexpr Milliseconds kToFallAsleep{500};
// For what follows SIGKILL: it needs the kernel's time alone.
constexpr Milliseconds kForTheKernel{10'000};

}  // namespace

ServerWatch::ServerWatch(asio::io_context& io, Arena& arena, TargetObserver& observer)
    : io_(io), arena_(arena), observer_(observer), log_(UniqueFd()), ended_(io) {}

asio::awaitable<Status> ServerWatch::Start(const TargetSpec& spec, const Endpoint& asked,
                                           OriginalLimits limits) {
  auto started = co_await StartTarget(io_, spec, asked, limits, observer_, log_);
  if (!started) co_return started.error();
  process_ = std::move(started->process);
  outcome_ = std::move(started->outcome);
  // Where forms of address were tried out, what was written is mostly complaints about those.
  const bool first_form = outcome_.address_form == spec.forms.front();
  if (!listens())
    co_await process_->WaitForEndOfOutput(process_->exit_status() ? Nanoseconds(kToFallAsleep)
                                                                  : Nanoseconds(0));
  if ((first_form || !listens()) && log_.size() > 0) on_output(log_.tail());
  log_.Tell(on_output);
  asio::co_spawn(io_, AwaitEnd(), asio::detached);
  co_return Status();
}

asio::awaitable<void> ServerWatch::AwaitEnd() {
  co_await process_->WaitForExit(kForever);
  ended_.Set();
  outcome_.exit_status = process_->exit_status();
  if (told_to_end_ || !listens()) co_return;
  const bool serves_on = !arena_.TargetProcesses().empty();
  on_end(serves_on ? std::nullopt : outcome_.exit_status);
}

asio::awaitable<void> ServerWatch::Settle() {
  const auto deadline = std::chrono::steady_clock::now() + kToFallAsleep;
  int asleep = 0;
  for (Backoff polling; !ended() && std::chrono::steady_clock::now() < deadline;) {
    // Twice: a look may fall into a short sleep on the way.
    asleep = observer_.Asleep() ? asleep + 1 : 0;
    const bool gone = observer_.Processes().empty();
    if (asleep >= 2 && !gone) co_return;
    co_await ended_.WaitFor(polling.NextPause());
  }
}

asio::awaitable<void> ServerWatch::Stop(Milliseconds patience) {
  if (!process_) co_return;
  told_to_end_ = true;
  if (!ended()) {
    for (const pid_t process : arena_.TargetProcesses()) kill(process, SIGTERM);
    co_await ended_.WaitFor(patience);
  }
  arena_.KillAll();
  co_await ended_.WaitFor(kForTheKernel);
  arena_.TearDown();
  co_await process_->WaitForEndOfOutput(kForTheKernel);
}

}  // namespace echocheck
