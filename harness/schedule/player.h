// SPDX-License-Identifier: MIT
// Declares what a session needs to play and judge scenarios. In a run that is JudgingPlayer (run/),
// which starts processes; in the unit tests of this layer it is a fake one, which starts none.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "harness/base/clock.h"
#include "harness/base/error.h"
#include "harness/base/result.h"
#include "harness/model/run_record.h"

namespace echocheck {

// One scenario, played once, and not yet judged.
struct UnjudgedPlay {
  std::size_t scenario = 0;  // index into the scenarios of the session
  bool alone = false;        // nothing ran beside it at any time
  ScenarioEvidence evidence;
  std::size_t recording = 0;  // by which the player finds its files again
};

class Player {
 public:
  virtual ~Player() = default;

  // Returns why this scenario cannot be played against the target; nullopt: it can.
  virtual std::optional<Reason> WhyNotPlayed(std::size_t scenario) const = 0;

  // Returns the error that ends the run when the target never came up; nullopt: it is a failure of
  // the target, and is reported as one.
  virtual std::optional<Error> WhyUnreachable() const = 0;

  // Returns false when no other scenario may be started now; `at_once` of them are the most.
  virtual bool HasRoom(std::size_t at_once) const = 0;

  // Returns true when scenarios cannot be played side by side here, whatever was asked for.
  virtual bool PlaysOneAtATime() const = 0;

  // How many were started, and not returned by Wait().
  virtual std::size_t running() const = 0;

  // Starts a scenario and does not wait for it. An error is one of ours that any other scenario
  // would have, too.
  virtual Status Start(std::size_t scenario) = 0;

  // Waits for the next one that was played. nullopt: the time is up, or the user interrupted.
  virtual std::optional<UnjudgedPlay> Wait(Milliseconds at_most) = 0;

  // Judges what Wait() returned. What goes wrong here is the error of the record.
  virtual ScenarioRecord Judge(UnjudgedPlay play) = 0;

  // Returns true once the user has asked to stop.
  virtual bool Interrupted() const = 0;

  // Ends what runs. Nothing of it is judged.
  virtual void EndAll() = 0;
};

}  // namespace echocheck
