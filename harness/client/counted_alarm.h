// SPDX-License-Identifier: MIT
// Calls somebody when a deadline has passed, however often it is put off.
#pragma once

#include <functional>
#include <memory>
#include <utility>

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include "harness/base/counted_time.h"

namespace echocheck {

class CountedAlarm {
 public:
  // `ring` is called once, from `context`, and never after this was destroyed.
  CountedAlarm(boost::asio::io_context& context, CountedDeadline deadline,
               std::function<void()> ring)
      : shared_(std::make_shared<Shared>(context, deadline, std::move(ring))) {
    Wait(shared_);
  }
  CountedAlarm(const CountedAlarm&) = delete;
  CountedAlarm& operator=(const CountedAlarm&) = delete;
  ~CountedAlarm() {
    shared_->ring = nullptr;
    shared_->timer.cancel();
  }

  bool rang() const { return shared_->rang; }

 private:
  // With the timer's handler, which may be queued already when we go.
  struct Shared {
    Shared(boost::asio::io_context& context, CountedDeadline limit, std::function<void()> callback)
        : timer(context), deadline(limit), ring(std::move(callback)) {}

    boost::asio::steady_timer timer;
    CountedDeadline deadline;
    std::function<void()> ring;  // none: we have gone
    bool rang = false;
  };

  static void Wait(const std::shared_ptr<Shared>& shared) {
    shared->timer.expires_at(shared->deadline.when());
    shared->timer.async_wait([shared](const boost::system::error_code& cancelled) {
      if (cancelled || !shared->ring) return;
      if (!shared->deadline.Passed()) return Wait(shared);
      shared->rang = true;
      shared->ring();
    });
  }

  std::shared_ptr<Shared> shared_;
};

}  // namespace echocheck
