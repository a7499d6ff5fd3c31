// SPDX-License-Identifier: MIT
// Time that counts against a deadline: in which those that are waited for could run. On a loaded
// machine a server gets a processor seldom. It has its limit in full all the same.
#pragma once

#include "harness/base/clock.h"

namespace echocheck {

// Says how long the machine has held up the target, or us. By itself it says: never.
class CountedTime {
 public:
  CountedTime() = default;
  CountedTime(const CountedTime&) = delete;
  CountedTime& operator=(const CountedTime&) = delete;
  virtual ~CountedTime() = default;

  // In all so far, as of the last look.
  Nanoseconds held_up() const { return held_up_; }

  // At the last look somebody waited for a processor, and had not run since the look before. How
  // long it waits is known only when it has run: until then held_up() lacks it.
  bool somebody_waits() const { return somebody_waits_; }

  // Brings held_up() up to date. May read a file for each thread of the target.
  virtual void Look() {}

 protected:
  void Add(Nanoseconds more) { held_up_ += more; }
  void SetSomebodyWaits(bool waits) { somebody_waits_ = waits; }

 private:
  Nanoseconds held_up_{0};
  bool somebody_waits_ = false;
};

// How soon to look again at somebody who waits for a processor.
constexpr Milliseconds kUntilItRuns{10};

// How much of the time from one moment on did not count.
class HeldUpSince {
 public:
  // `time` must outlive this. It is not looked at: what came between its last look and now is
  // found later, and given away.
  explicit HeldUpSince(const CountedTime& time) : time_(&time), before_(time.held_up()) {}

  // What was found since the last call, or the beginning.
  Nanoseconds Take() {
    const Nanoseconds more = time_->held_up() - before_;
    before_ = time_->held_up();
    return more;
  }

 private:
  const CountedTime* time_;
  Nanoseconds before_;
};

// A deadline that is put off by all time that does not count.
class CountedDeadline {
 public:
  // `time` must outlive this.
  CountedDeadline(CountedTime& time, Nanoseconds limit)
      : time_(&time), held_up_(time), when_(std::chrono::steady_clock::now() + limit) {}

  // The earliest moment at which it can be over.
  SteadyTime when() const { return when_; }

  // Looks at nothing before when(). False: when() may be later now.
  bool Passed() {
    if (std::chrono::steady_clock::now() < when_) return false;
    time_->Look();
    when_ += held_up_.Take();
    const SteadyTime now = std::chrono::steady_clock::now();
    if (now < when_) return false;
    if (time_->somebody_waits()) when_ = now + kUntilItRuns;
    return now >= when_;
  }

 private:
  CountedTime* time_;
  HeldUpSince held_up_;
  SteadyTime when_;
};

}  // namespace echocheck
