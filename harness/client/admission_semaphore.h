// SPDX-License-Identifier: MIT
// Who of a script's many peers may be connected (ClientScript::at_once). Meetings before and after
// need no turn: all may come to them.
#pragma once

#include <cstdint>
#include <deque>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

namespace echocheck {

// For one thread: that of `context`, which must outlive this.
class AdmissionSemaphore {
 public:
  AdmissionSemaphore(boost::asio::io_context& context, std::uint32_t at_once);

  // Waits until it is the caller's turn. Those who ask first come first.
  boost::asio::awaitable<void> Take();
  // Gives the turn to the next. Once for each Take().
  void Leave();

 private:
  boost::asio::io_context& context_;
  std::uint32_t free_;
  std::deque<boost::asio::steady_timer*> waiting_;  // each in the frame of its Take()
};

}  // namespace echocheck
