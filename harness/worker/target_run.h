// SPDX-License-Identifier: MIT
// Launches the target of one scenario, does to it what steps say, watches it, stops it, and records
// what became of it.
#pragma once

#include <memory>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>

#include "harness/arena/arena.h"
#include "harness/base/clock.h"
#include "harness/base/result.h"
#include "harness/client/target_control.h"
#include "harness/model/scenario.h"
#include "harness/model/target_outcome.h"
#include "harness/target/output_log.h"
#include "harness/target/privileges.h"
#include "harness/target/target_observer.h"
#include "harness/target/target_process.h"
#include "harness/target/target_spec.h"

namespace echocheck {

class TargetRun : public TargetControl {
 public:
  // What it works with. All references must outlive the TargetRun.
  struct Context {
    boost::asio::io_context& io;
    Arena& arena;
    TargetObserver& observer;
    OutputLog& log;
    ClockOrigin origin;
    double timeout_scale = 1.0;
    bool goes_in_circles = false;  // known before: nobody waits long until it sleeps
  };

  // `spec` has its timeouts unscaled.
  TargetRun(Context context, TargetSpec spec, const Scenario& scenario, Endpoint asked,
            OriginalLimits limits);

  boost::asio::awaitable<Status> Start();

  // Instead of Start(): the server at this address runs already, and is not ours to act on.
  void Connect(const Endpoint& server);

  // For the steps of clients.
  boost::asio::awaitable<SocketResult> Do(const Step& step, std::uint32_t connections) override;
  bool Asleep() override;
  Nanoseconds ProcessorTime() override { return context_.arena.TargetUsage().cpu; }
  void NoteServing() override;
  void NoteCircles() override;

  // After the clients: sees whether it ended by itself, and tells it to stop.
  boost::asio::awaitable<Status> StopAtEnd();

  // Kills what is left, waits for the end of its output and sums up. Also after a failure of ours.
  boost::asio::awaitable<void> End();

  const TargetOutcome& outcome() const { return outcome_; }
  pid_t launched() const { return process_ ? process_->pid() : 0; }
  TargetOutcome& outcome() { return outcome_; }

 private:
  boost::asio::awaitable<Status> Signal(const SignalStep& step);
  boost::asio::awaitable<Status> Hold();
  boost::asio::awaitable<Status> AwaitHeld();
  void LetGoOn();
  boost::asio::awaitable<Status> AwaitStopped();
  boost::asio::awaitable<Status> Stop(TargetSignal signal, std::uint32_t connections);
  boost::asio::awaitable<Status> Relaunch();
  boost::asio::awaitable<Status> Sample(const SampleStep& step);
  boost::asio::awaitable<Status> WatchIdle(const IdleStep& step, std::uint32_t connections);
  boost::asio::awaitable<IdleRecord> LookOn(Nanoseconds duration, std::uint32_t connections);
  boost::asio::awaitable<bool> FallsAsleep();
  boost::asio::awaitable<void> NoticeEarlyEnd();
  void NoteEndedByItself();
  boost::asio::awaitable<void> Pause(Nanoseconds time);
  Milliseconds Scaled(Milliseconds time) const;
  Nanoseconds Now() const { return context_.origin.Elapsed(); }

  Context context_;
  TargetSpec spec_;
  const Scenario& scenario_;
  Endpoint asked_;
  OriginalLimits limits_;
  std::unique_ptr<TargetProcess> process_;
  TargetOutcome outcome_;
  bool told_to_end_ = false;  // by a step, and not launched again since
  bool stopped_ = false;      // by SIGSTOP
};

}  // namespace echocheck
