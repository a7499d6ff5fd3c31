// SPDX-License-Identifier: MIT
#include "harness/client/admission_semaphore.h"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace echocheck {

namespace asio = boost::asio;

AdmissionSemaphore::AdmissionSemaphore(asio::io_context& context, std::uint32_t at_once)
    : context_(context), free_(at_once) {}

asio::awaitable<void> AdmissionSemaphore::Take() {
  if (free_ > 0) {
    --free_;
    co_return;
  }
  asio::steady_timer turn(context_, asio::steady_timer::time_point::max());
  waiting_.push_back(&turn);
  boost::system::error_code ignored;
  co_await turn.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
}

void AdmissionSemaphore::Leave() {
  if (waiting_.empty()) {
    ++free_;
    return;
  }
  // The turn goes from hand to hand, so nobody who comes now can take it before.
  waiting_.front()->cancel();
  waiting_.pop_front();
}

}  // namespace echocheck
