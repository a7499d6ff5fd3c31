// SPDX-License-Identifier: MIT
#include "harness/worker/scenario_run.h"

#include <sys/resource.h>
#include <unistd.h>

#include <csignal>
#include <exception>
#include <utility>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "harness/arena/arena.h"
#include "harness/arena/socket_table.h"
#include "harness/client/play_clients.h"
#include "harness/words/because.h"
#include "harness/worker/arena_options.h"
#include "harness/worker/arena_target_observer.h"
#include "harness/worker/confine_target.h"
#include "harness/worker/connect_target.h"
#include "harness/worker/flow_end.h"
#include "harness/worker/load_watch.h"
#include "harness/worker/scenario_capture.h"
#include "harness/worker/target_run.h"

namespace echocheck {
namespace {

namespace asio = boost::asio;

void RaiseOpenFileLimit() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  (void)setrlimit(RLIMIT_NOFILE, &limit);
}

class ScenarioRun {
 public:
  ScenarioRun(ScenarioTask task, TargetSpec target, HostConfinement confinement,
              std::unique_ptr<Arena> arena, SocketTable sockets, OriginalLimits limits,
              ClockOrigin origin)
      : task_(std::move(task)),
        confinement_(std::move(confinement)),
        arena_(std::move(arena)),
        sockets_(std::move(sockets)),
        load_(*arena_),
        observer_(*arena_, sockets_, load_),
        origin_(origin),
        log_(std::move(task_.log_file)),
        target_({io_, *arena_, observer_, log_, origin_, task_.options.timeout_scale,
                 task_.options.goes_in_circles},
                std::move(target), task_.scenario, Asked(), limits) {
    evidence_.isolation = arena_->isolation();
    evidence_.started_at = origin.realtime;
    evidence_.durations.arena = origin.Elapsed();
  }

  RecordedScenario Do() {
    DieWithOurParent();
    StartReaping();
    if (const Status armed = ArmCapture(); armed) {
      asio::co_spawn(io_, Play(), [this](std::exception_ptr thrown) { Finished(thrown); });
      io_.run();
    } else {
      evidence_.error = armed.error();
    }
    evidence_.durations.total = origin_.Elapsed();
    return {std::move(evidence_), capture_.Release()};
  }

 private:
  // On the host nothing kills the target for us when echocheck itself is killed.
  void DieWithOurParent() {
    if (arena_->isolation() == Isolation::kPrivate) return;
    killed_.add(SIGTERM);
    killed_.async_wait([this](const boost::system::error_code& error, int /*signal*/) {
      if (error) return;
      arena_->KillAll();
      confinement_ = HostConfinement();
      _exit(1);
    });
  }

  // A target can make and end daemons as fast as it likes: they must not fill the process table.
  void StartReaping() {
    if (arena_->isolation() == Isolation::kPrivate) return;
    child_ended_.add(SIGCHLD);
    asio::co_spawn(
        io_,
        [this]() -> asio::awaitable<void> {
          boost::system::error_code error;
          while (!error) {
            co_await child_ended_.async_wait(asio::redirect_error(asio::use_awaitable, error));
            arena_->ReapOrphans();
          }
        },
        asio::detached);
  }

  Endpoint Asked() const {
    if (task_.options.connect) return task_.options.connect->server;
    Endpoint asked = task_.scenario.server;
    asked.port = task_.options.port.value_or(asked.port);
    return asked;
  }

  Milliseconds Scaled(Milliseconds time) const {
    return std::chrono::duration_cast<Milliseconds>(time * task_.options.timeout_scale);
  }

  Status ArmCapture() {
    const Nanoseconds begin = origin_.Elapsed();
    if (task_.options.capture == CaptureChoice::kOff) {
      evidence_.capture.reason = "--capture off";
      return {};
    }
    const Status armed = capture_.Arm(std::move(task_.capture_file));
    if (!armed && task_.options.capture == CaptureChoice::kRequired) return armed.error();
    if (!armed) evidence_.capture.reason = armed.error().message;
    evidence_.durations.capture = origin_.Elapsed() - begin;
    return {};
  }

  void Finished(std::exception_ptr thrown) {
    if (thrown) {
      try {
        std::rethrow_exception(thrown);
      } catch (const std::exception& failure) {
        evidence_.error = InternalError(Say("errors.playing_failed", {{"why", failure.what()}}));
      }
      arena_->KillAll();
    }
    io_.stop();
  }

  asio::awaitable<void> Play() {
    const Status played = co_await PlayToTheEnd();
    if (!played) evidence_.error = played.error();
    evidence_.held_up = load_.Record();
    co_await target_.End();
    evidence_.target = target_.outcome();
    if (const Status logged = log_.status(); !logged) evidence_.error = logged.error();
  }

  asio::awaitable<Status> PlayToTheEnd() {
    if (task_.options.connect) co_return co_await PlayConnected();
    const Nanoseconds launch = origin_.Elapsed();
    const Status started = co_await target_.Start();
    if (!started) co_return started.error();
    evidence_.durations.start = origin_.Elapsed() - launch;
    if (target_.outcome().startup == Startup::kListening) {
      const Status session = co_await PlaySession();
      if (!session) co_return session.error();
    }
    const Status captured = FinishCapture();
    if (!captured) co_return captured.error();
    const Nanoseconds stop = origin_.Elapsed();
    const Status stopped = co_await target_.StopAtEnd();
    if (!stopped) co_return stopped.error();
    evidence_.durations.stop = origin_.Elapsed() - stop;
    co_return Status();
  }

  // The server is not ours: it is neither launched nor stopped.
  asio::awaitable<Status> PlayConnected() {
    target_.Connect(task_.options.connect->server);
    const Status session = co_await PlaySession();
    if (!session) co_return session.error();
    co_return FinishCapture();
  }

  Status FinishCapture() { return capture_.Finish(Scaled(Milliseconds(2000)), evidence_); }

  asio::awaitable<Status> PlaySession() {
    const Nanoseconds play = origin_.Elapsed();
    const Endpoint used = target_.outcome().used;
    const Status draining = capture_.StartDraining(used.port);
    if (!draining) co_return draining.error();
    PlayOptions options;
    options.server = used;
    options.seed = task_.options.seed;
    options.timeout_scale = task_.options.timeout_scale;
    options.origin = origin_;
    if (task_.options.connect) {
      const auto route = RouteTo(used);
      if (!route) co_return route.error();
      options.local_address = route->local_address;
    } else {
      options.target = &target_;
    }
    options.time = &load_;
    options.goes_in_circles = task_.options.goes_in_circles;
    load_.Look();
    evidence_.history = co_await PlayClients(io_, task_.scenario, options);
    const Nanoseconds close = origin_.Elapsed();
    evidence_.durations.play = close - play;
    auto left = co_await AwaitFlowsEnded(
        {io_, *arena_, load_, sockets_, target_, task_.options.goes_in_circles}, used,
        evidence_.history, target_.launched(), Scaled(task_.scenario.close_timeout));
    evidence_.durations.close = origin_.Elapsed() - close;
    load_.Look();
    const Status drained = capture_.StopDraining();
    if (!left) co_return left.error();
    target_.outcome().sockets_left = std::move(*left);
    co_return drained;
  }

  ScenarioTask task_;
  HostConfinement confinement_;
  std::unique_ptr<Arena> arena_;
  SocketTable sockets_;
  LoadWatch load_;
  ArenaTargetObserver observer_;
  ClockOrigin origin_;
  OutputLog log_;
  asio::io_context io_;
  asio::signal_set killed_{io_};
  asio::signal_set child_ended_{io_};
  ScenarioCapture capture_{io_, task_.scenario, task_.options, arena_->isolation(), Asked().port};
  TargetRun target_;
  ScenarioEvidence evidence_;
};

}  // namespace

Result<RecordedScenario> RunScenario(ScenarioTask task) {
  const ClockOrigin origin = ClockOrigin::Now();
  const OriginalLimits limits = OriginalLimits::Now();
  RaiseOpenFileLimit();
  const ArenaOptions options = ArenaOptionsFor(task.scenario, task.options);
  auto arena =
      task.isolation == Isolation::kPrivate ? EnterPrivateArena(options) : EnterHostArena(options);
  if (!arena) return arena.error();
  auto sockets = SocketTable::Open();
  if (!sockets) return sockets.error();
  TargetSpec target = task.options.target;
  auto confinement = ConfineTarget(target, task.isolation);
  if (!confinement) return confinement.error();
  ScenarioRun run(std::move(task), std::move(target), *std::move(confinement), std::move(*arena),
                  std::move(*sockets), limits, origin);
  return run.Do();
}

}  // namespace echocheck
