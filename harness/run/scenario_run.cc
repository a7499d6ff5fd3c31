// SPDX-License-Identifier: MIT
#include "harness/run/scenario_run.h"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <exception>
#include <utility>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "harness/arena/arena.h"
#include "harness/arena/socket_table.h"
#include "harness/client/play_clients.h"
#include "harness/run/arena_surroundings.h"
#include "harness/target/start_target.h"
#include "harness/target/stop_target.h"

namespace echocheck {
namespace {

namespace asio = boost::asio;

// Socket tables and process states change without an event to wait for: looked at often at first,
// seldom later.
constexpr Nanoseconds kFirstLook = std::chrono::microseconds(200);
constexpr Nanoseconds kLongestLook = std::chrono::milliseconds(10);

// A target that never sleeps (a busy loop) is not waited for longer than this.
constexpr Milliseconds kFallsAsleep{500};

// For what follows SIGKILL: it needs the kernel's time alone.
constexpr Milliseconds kAfterKill{10'000};

void RaiseOpenFileLimit() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  (void)setrlimit(RLIMIT_NOFILE, &limit);
}

bool IsHeavy(const Scenario& scenario) {
  return scenario.PayloadBytes() > (256U << 10) || scenario.ConnectionCount() > 64;
}

class Run {
 public:
  Run(ScenarioTask task, std::unique_ptr<Arena> arena, SocketTable sockets, OriginalLimits limits,
      ClockOrigin origin)
      : task_(std::move(task)),
        arena_(std::move(arena)),
        sockets_(std::move(sockets)),
        surroundings_(*arena_, sockets_),
        limits_(limits),
        origin_(origin),
        log_(std::move(task_.log_file)) {
    evidence_.isolation = arena_->isolation();
    evidence_.started_at = origin.realtime;
    evidence_.durations.arena = origin.Elapsed();
  }

  RecordedScenario Do() {
    DieWithOurParent();
    if (const Status armed = ArmCapture(); armed) {
      asio::co_spawn(io_, Play(), [this](std::exception_ptr thrown) { Finished(thrown); });
      io_.run();
    } else {
      evidence_.error = armed.error();
    }
    evidence_.durations.total = origin_.Elapsed();
    return {std::move(evidence_), std::move(capture_)};
  }

 private:
  // On the host nothing kills the target for us when echocheck itself is killed.
  void DieWithOurParent() {
    if (arena_->isolation() == Isolation::kPrivate) return;
    killed_.add(SIGTERM);
    killed_.async_wait([this](const boost::system::error_code& error, int /*signal*/) {
      if (error) return;
      arena_->KillAll();
      _exit(1);
    });
  }

  Endpoint Asked() const {
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
    LiveCaptureOptions options;
    if (IsHeavy(task_.scenario)) options.ring_bytes = 32U << 20;
    if (arena_->isolation() == Isolation::kHost) options.only_port = Asked().port;
    auto capture = LiveCapture::Arm(options, std::move(task_.capture_file));
    if (capture) {
      capture_ = std::move(*capture);
    } else if (task_.options.capture == CaptureChoice::kRequired) {
      return capture.error();
    } else {
      evidence_.capture.reason = capture.error().message;
    }
    evidence_.durations.capture = origin_.Elapsed() - begin;
    return {};
  }

  void Finished(std::exception_ptr thrown) {
    if (thrown) {
      try {
        std::rethrow_exception(thrown);
      } catch (const std::exception& failure) {
        evidence_.error = InternalError(std::string("playing the scenario: ") + failure.what());
      }
      arena_->KillAll();
    }
    io_.stop();
  }

  asio::awaitable<void> Play() {
    const Status played = co_await PlayToTheEnd();
    if (!played) evidence_.error = played.error();
    co_await EndTarget();
    if (const Status logged = log_.status(); !logged) evidence_.error = logged.error();
  }

  asio::awaitable<Status> PlayToTheEnd() {
    const Nanoseconds launch = origin_.Elapsed();
    TargetSpec spec = task_.options.target;
    spec.start_timeout = Scaled(spec.start_timeout);
    auto started = co_await StartTarget(io_, spec, Asked(), limits_, surroundings_, log_);
    if (!started) co_return started.error();
    target_ = std::move(started->process);
    evidence_.target = std::move(started->outcome);
    evidence_.durations.start = origin_.Elapsed() - launch;
    if (evidence_.target.startup == Startup::kListening) {
      const Status session = co_await PlaySession();
      if (!session) co_return session.error();
    }
    if (capture_) {
      auto log = capture_->Finish(Scaled(Milliseconds(2000)));
      if (!log) co_return log.error();
      evidence_.capture = std::move(*log);
    }
    const Nanoseconds stop = origin_.Elapsed();
    co_await NoticeEarlyEnd();
    auto stopped = co_await StopTarget(*target_, Scaled(spec.stop_timeout), surroundings_);
    if (!stopped) co_return stopped.error();
    evidence_.target.stop = *stopped;
    evidence_.durations.stop = origin_.Elapsed() - stop;
    co_return Status();
  }

  asio::awaitable<Status> PlaySession() {
    const Nanoseconds play = origin_.Elapsed();
    if (capture_ && arena_->isolation() == Isolation::kHost &&
        evidence_.target.used.port != Asked().port) {
      const Status narrowed = capture_->KeepOnly(evidence_.target.used.port);
      if (!narrowed) co_return narrowed.error();
    }
    if (capture_) StartDraining();
    PlayOptions options;
    options.server = evidence_.target.used;
    options.seed = task_.options.seed;
    options.timeout_scale = task_.options.timeout_scale;
    options.origin = origin_;
    evidence_.history = co_await PlayClients(io_, task_.scenario, options);
    const Nanoseconds close = origin_.Elapsed();
    evidence_.durations.play = close - play;
    const Status closed = co_await AwaitFlowsClosed();
    evidence_.durations.close = origin_.Elapsed() - close;
    draining_.close();
    if (!closed) co_return closed.error();
    co_return drained_;
  }

  // Reads the capture whenever there is something, so that its ring does not overflow.
  void StartDraining() {
    draining_.assign(dup(capture_->descriptor()));
    asio::co_spawn(
        io_,
        [this]() -> asio::awaitable<void> {
          while (draining_.is_open() && drained_) {
            boost::system::error_code error;
            co_await draining_.async_wait(asio::posix::stream_descriptor::wait_read,
                                          asio::redirect_error(asio::use_awaitable, error));
            if (!error) drained_ = capture_->Drain();
          }
        },
        asio::detached);
  }

  // Until no connection to the server is left but in TIME-WAIT, or its time to close is over. What
  // is left then on its side goes into the evidence.
  asio::awaitable<Status> AwaitFlowsClosed() {
    const auto deadline = std::chrono::steady_clock::now() + Scaled(task_.scenario.close_timeout);
    const std::uint16_t port = evidence_.target.used.port;
    for (Nanoseconds pause = kFirstLook;; pause = std::min(pause * 3 / 2, kLongestLook)) {
      auto all = sockets_.List(SocketFilter::kAll);
      if (!all) co_return all.error();
      std::erase_if(*all, [&](const TcpSocket& socket) {
        return socket.state == TcpState::kListen || socket.state == TcpState::kTimeWait ||
               socket.state == TcpState::kClosed ||
               (socket.local.port != port && socket.remote.port != port);
      });
      const bool over = std::chrono::steady_clock::now() >= deadline;
      if (all->empty() || over) {
        for (const TcpSocket& socket : *all) {
          if (socket.local.port != port) continue;
          evidence_.target.sockets_left.push_back({std::string(ToString(socket.state)),
                                                   socket.local, socket.remote,
                                                   socket.receive_queue, socket.send_queue});
        }
        co_return Status();
      }
      co_await Pause(pause);
    }
  }

  // A target that ends on its own does so a moment after its last socket has closed. It is given
  // until it sleeps: a server that goes on waits for its next client.
  asio::awaitable<void> NoticeEarlyEnd() {
    const auto deadline = std::chrono::steady_clock::now() + Scaled(kFallsAsleep);
    int asleep = 0;
    for (Nanoseconds pause = kFirstLook; std::chrono::steady_clock::now() < deadline;
         pause = std::min(pause * 3 / 2, kLongestLook)) {
      const bool gone = arena_->TargetProcesses().empty();
      if (gone) co_await target_->WaitForExit(kAfterKill);
      // Twice: a look may fall into a short sleep on the way out.
      asleep = arena_->TargetIsAsleep() ? asleep + 1 : 0;
      if (gone || asleep == 2) break;
      co_await Pause(pause);
    }
    TargetOutcome& outcome = evidence_.target;
    if (!target_->exit_status()) co_return;
    const bool serves_on = !arena_->TargetProcesses().empty();
    if (serves_on) {
      outcome.launcher_left = true;
      co_return;
    }
    outcome.ended_early = target_->exit_status();
    outcome.ended_at = *target_->exited_at() - origin_.steady;
  }

  asio::awaitable<void> EndTarget() {
    if (!target_) co_return;
    arena_->KillAll();
    co_await target_->WaitForExit(kAfterKill);
    arena_->TearDown();
    co_await target_->WaitForEndOfOutput(kAfterKill);
    evidence_.target.exit_status = target_->exit_status();
    evidence_.target.output_tail = Bytes(log_.tail());
    evidence_.target.output_bytes = log_.size();
    evidence_.target.output_log_cut = log_.cut();
  }

  asio::awaitable<void> Pause(Nanoseconds time) {
    asio::steady_timer timer(io_, time);
    co_await timer.async_wait(asio::use_awaitable);
  }

  ScenarioTask task_;
  std::unique_ptr<Arena> arena_;
  SocketTable sockets_;
  ArenaSurroundings surroundings_;
  OriginalLimits limits_;
  ClockOrigin origin_;
  OutputLog log_;
  asio::io_context io_;
  asio::signal_set killed_{io_};
  std::unique_ptr<LiveCapture> capture_;
  asio::posix::stream_descriptor draining_{io_};
  Status drained_;
  std::unique_ptr<TargetProcess> target_;
  ScenarioEvidence evidence_;
};

}  // namespace

Result<RecordedScenario> RunScenario(ScenarioTask task) {
  const ClockOrigin origin = ClockOrigin::Now();
  const OriginalLimits limits = OriginalLimits::Now();
  RaiseOpenFileLimit();
  auto arena = task.isolation == Isolation::kPrivate ? EnterPrivateArena(task.scenario.network)
                                                     : EnterHostArena(task.scenario.network);
  if (!arena) return arena.error();
  auto sockets = SocketTable::Open();
  if (!sockets) return sockets.error();
  Run run(std::move(task), std::move(*arena), std::move(*sockets), limits, origin);
  return run.Do();
}

}  // namespace echocheck
