// SPDX-License-Identifier: MIT
// What clients ask of the target: to act on it, and to look at it. worker/ answers over the arena
// and the launched process, tests by hand.
#pragma once

#include <cstdint>

#include <boost/asio/awaitable.hpp>

#include "harness/base/clock.h"
#include "harness/client/socket_result.h"
#include "harness/model/scenario.h"

namespace echocheck {

class TargetControl {
 public:
  TargetControl() = default;
  TargetControl(const TargetControl&) = delete;
  TargetControl& operator=(const TargetControl&) = delete;
  virtual ~TargetControl() = default;

  // Takes the steps of which ActsOnTarget() is true. `connections` are open meanwhile. What came of
  // it is in the target's outcome; only a failure of ours is in the result.
  virtual boost::asio::awaitable<SocketResult> Do(const Step& step, std::uint32_t connections) = 0;

  // Every thread of the target sleeps: it waits for something to happen.
  virtual bool Asleep() = 0;

  // Processor time that it has had so far.
  virtual Nanoseconds ProcessorTime() = 0;

  // It had its turn on a processor, and moved nothing.
  virtual void NoteCircles() {}

  // A client has its first echo: whoever serves it is there now, to be counted.
  virtual void NoteServing() = 0;
};

}  // namespace echocheck
