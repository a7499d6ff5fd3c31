// SPDX-License-Identifier: MIT
#include "harness/watch/watch_event.h"

#include <memory>

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace echocheck {

namespace asio = boost::asio;

void WatchEvent::Set() {
  happened_ = true;
  told_.cancel();
}

asio::awaitable<void> WatchEvent::Wait() {
  boost::system::error_code ignored;
  while (!happened_) co_await told_.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
}

asio::awaitable<bool> WatchEvent::WaitFor(Nanoseconds limit) {
  // The limit ends the wait on a handler's own flag: it may come after the waiter has gone.
  const auto over = std::make_shared<bool>(false);
  asio::steady_timer timer(io_, limit);
  timer.async_wait([this, over](const boost::system::error_code& error) {
    if (error) return;
    *over = true;
    told_.cancel();
  });
  boost::system::error_code ignored;
  while (!happened_ && !*over) {
    co_await told_.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
  }
  co_return happened_;
}

}  // namespace echocheck
