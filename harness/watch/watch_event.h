// SPDX-License-Identifier: MIT
// Something that happens once, and that a coroutine can wait for.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include "harness/base/clock.h"

namespace echocheck {

// For one thread. Any number may wait.
class WatchEvent {
 public:
  explicit WatchEvent(boost::asio::io_context& io) : io_(io), told_(io) {
    told_.expires_at(boost::asio::steady_timer::time_point::max());
  }

  void Set();
  bool happened() const { return happened_; }

  boost::asio::awaitable<void> Wait();
  // False when it has not happened within `limit`.
  boost::asio::awaitable<bool> WaitFor(Nanoseconds limit);

 private:
  boost::asio::io_context& io_;
  boost::asio::steady_timer told_;  // cancelled when it happens
  bool happened_ = false;
};

}  // namespace echocheck
