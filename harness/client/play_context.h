// SPDX-License-Identifier: MIT
// What all clients of a scenario share while they play.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <vector>

#include <boost/asio/io_context.hpp>

#include "harness/base/clock.h"
#include "harness/base/counted_time.h"
#include "harness/base/endpoint.h"
#include "harness/client/admission_semaphore.h"
#include "harness/client/barrier.h"
#include "harness/client/target_control.h"
#include "harness/model/scenario.h"

namespace echocheck {

struct PlayContext {
  boost::asio::io_context& io;
  const Scenario& scenario;
  Endpoint server;
  std::optional<IpAddress> local_address;  // as in PlayOptions
  std::uint64_t seed = 0;
  double timeout_scale = 1.0;
  ClockOrigin origin;
  Barrier barrier;
  std::deque<AdmissionSemaphore> turns;  // one a script: who of its peers may be connected
  TargetControl* target = nullptr;       // none: steps on it fail, and it counts as awake
  std::vector<std::uint32_t> failures;   // one a script: peers whose steps failed
  bool target_kept = false;              // held or stopped by a step, and not let go on since
  std::uint32_t connections = 0;         // open now
  std::uint32_t echoed = 0;              // clients that had an echo so far
  std::uint64_t moves = 0;               // how often anything moved, for whichever client
  CountedTime all_counts{};
  CountedTime* time = nullptr;   // none: all time counts
  bool goes_in_circles = false;  // as in PlayOptions

  Milliseconds Scaled(Milliseconds limit) const {
    return std::chrono::duration_cast<Milliseconds>(limit * timeout_scale);
  }
  Milliseconds TimeoutOf(const Step& step) const {
    return Scaled(step.timeout.value_or(scenario.step_timeout));
  }
  CountedTime& Time() { return time == nullptr ? all_counts : *time; }
  // Unscaled.
  CountedDeadline After(Nanoseconds limit) { return {Time(), limit}; }
};

}  // namespace echocheck
