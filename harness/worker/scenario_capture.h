// SPDX-License-Identifier: MIT
// Captures the wire of one scenario: armed before the target starts, drained while the clients
// play, finished when the connections have ended.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>

#include "harness/base/clock.h"
#include "harness/base/result.h"
#include "harness/base/unique_handles.h"
#include "harness/capture/live_capture.h"
#include "harness/model/run_record.h"
#include "harness/model/scenario.h"
#include "harness/worker/worker_options.h"

namespace echocheck {

class ScenarioCapture {
 public:
  // `port` is where the target is asked to listen. All references must outlive this.
  ScenarioCapture(boost::asio::io_context& io, const Scenario& scenario,
                  const WorkerOptions& options, Isolation isolation, std::uint16_t port)
      : io_(io), scenario_(scenario), options_(options), isolation_(isolation), port_(port) {}

  // Begins to capture into `file`. After an error nothing is captured, and all below does nothing.
  Status Arm(UniqueFd file);

  // Reads the capture whenever there is something, so that its ring does not overflow. `port` is
  // where the target listens.
  Status StartDraining(std::uint16_t port);

  // Returns the first error that there was while it was drained.
  Status StopDraining();

  // Sees all that was sent by now, for at most `limit`, and sets `evidence.capture`.
  Status Finish(Milliseconds limit, ScenarioEvidence& evidence);

  // Hands over what is still open; null: nothing was captured.
  std::unique_ptr<LiveCapture> Release() { return std::move(capture_); }

 private:
  std::string InterfaceToServer() const;
  boost::asio::awaitable<void> KeepDraining();
  boost::asio::awaitable<void> Drain();

  boost::asio::io_context& io_;
  const Scenario& scenario_;
  const WorkerOptions& options_;
  Isolation isolation_;
  std::uint16_t port_;
  std::unique_ptr<LiveCapture> capture_;
  boost::asio::posix::stream_descriptor draining_{io_};
  Status drained_;
};

}  // namespace echocheck
