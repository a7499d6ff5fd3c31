// SPDX-License-Identifier: MIT
// The server of `watch --target`: launched in its arena, listened to, told of when it ends.
#pragma once

#include <functional>
#include <memory>
#include <optional>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>

#include "harness/arena/arena.h"
#include "harness/base/result.h"
#include "harness/model/target_outcome.h"
#include "harness/target/output_log.h"
#include "harness/target/privileges.h"
#include "harness/target/target_observer.h"
#include "harness/target/target_process.h"
#include "harness/target/target_spec.h"
#include "harness/watch/watch_event.h"

namespace echocheck {

class ServerWatch {
 public:
  // All references must outlive this.
  ServerWatch(boost::asio::io_context& io, Arena& arena, TargetObserver& observer);

  // What it writes, from the moment that it listens; before that it is kept and told of then.
  std::function<void(BytesView)> on_output;
  // Its own end, before Stop(). None: the launched process is gone, and a child of it serves on.
  std::function<void(const std::optional<ExitStatus>&)> on_end;

  // Launches it and waits until it listens. A target that does not is an outcome.
  boost::asio::awaitable<Status> Start(const TargetSpec& spec, const Endpoint& asked,
                                       OriginalLimits limits);
  const TargetOutcome& outcome() const { return outcome_; }
  bool listens() const { return outcome_.startup == Startup::kListening; }
  bool ended() const { return ended_.happened(); }

  // Until it sleeps, or has ended: after that it ends no more by itself. One that never sleeps is
  // not waited for long.
  boost::asio::awaitable<void> Settle();

  // SIGTERM, and what is left after `patience` is killed. Its last output is told of.
  boost::asio::awaitable<void> Stop(Milliseconds patience);

 private:
  boost::asio::awaitable<void> AwaitEnd();

  boost::asio::io_context& io_;
  Arena& arena_;
  TargetObserver& observer_;
  OutputLog log_;
  std::unique_ptr<TargetProcess> process_;
  TargetOutcome outcome_;
  WatchEvent ended_;
  bool told_to_end_ = false;
};

}  // namespace echocheck
