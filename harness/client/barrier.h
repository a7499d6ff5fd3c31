// SPDX-License-Identifier: MIT
// Barriers among clients: `meet` steps.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include "harness/base/clock.h"
#include "harness/base/counted_time.h"
#include "harness/model/scenario.h"

namespace echocheck {

class Barrier {
 public:
  Barrier(boost::asio::io_context& context, const Scenario& scenario);

  // Returns true once all have come who are still expected, false at the deadline.
  boost::asio::awaitable<bool> Arrive(const std::string& meeting, CountedDeadline deadline);

  // Somebody who was expected will not come: the others must not wait for them.
  void ArriveAndDrop(const std::string& meeting);

 private:
  struct Meeting {
    explicit Meeting(boost::asio::io_context& context) : opened(context, SteadyTime::max()) {}
    std::uint64_t expected = 0;
    std::uint64_t arrived = 0;
    boost::asio::steady_timer opened;  // cancelled when all have come
  };
  static void OpenIfComplete(Meeting& meeting);

  boost::asio::io_context& context_;
  std::map<std::string, Meeting> meetings_;
};

}  // namespace echocheck
