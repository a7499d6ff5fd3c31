// SPDX-License-Identifier: MIT
// All clients of a scenario, at the same time.
#pragma once

#include <cstdint>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>

#include "harness/base/clock.h"
#include "harness/base/counted_time.h"
#include "harness/base/endpoint.h"
#include "harness/client/target_control.h"
#include "harness/model/history.h"
#include "harness/model/scenario.h"

namespace echocheck {

struct PlayOptions {
  Endpoint server;                         // where the target listens
  std::optional<IpAddress> local_address;  // that clients take; unset: the server's own
  std::uint64_t seed = 0;
  double timeout_scale = 1.0;
  ClockOrigin origin;               // what the history's times count from
  TargetControl* target = nullptr;  // for the steps that act on it; must outlive the clients
  CountedTime* time = nullptr;      // none: all time counts; must outlive the clients
  // The target is known to do so: it is not waited for once it has had its turn on a processor.
  bool goes_in_circles = false;
};

// Returns when every client is through. Every wait within has a deadline, so it does return.
boost::asio::awaitable<History> PlayClients(boost::asio::io_context& io, const Scenario& scenario,
                                            PlayOptions options);

}  // namespace echocheck
