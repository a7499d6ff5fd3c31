// SPDX-License-Identifier: MIT
// Chooses which of the scenarios that did not pass beside others are played again alone
// (docs/design.md, "Never flaky", says why not all). Pure.
#pragma once

#include <cstddef>
#include <deque>
#include <optional>
#include <vector>

#include "harness/base/clock.h"
#include "harness/schedule/attempts.h"

namespace echocheck {

// Scenarios that failed in the same way are a group: when the shortest of it fails so again, alone,
// it stands for all; when it comes out differently, the next one is played.
class Confirmations {
 public:
  // Adds a scenario that did not pass. `took`: how long it lasted.
  void Add(std::size_t scenario, Verdict verdict, const FailureSet& failures, Nanoseconds took);

  // Returns the next one to be played again; the same until Confirm() is called. nullopt: no other.
  std::optional<std::size_t> Next() const;

  // Takes what playing Next() alone came to. Returns the scenarios for which that decides, Next()
  // first.
  std::vector<std::size_t> Confirm(Verdict verdict, const FailureSet& failures);

 private:
  struct Failed {
    std::size_t scenario;
    Nanoseconds took;
  };
  struct Group {
    Verdict verdict;
    FailureSet failures;
    std::vector<Failed> scenarios;  // the shortest first
  };
  std::deque<Group> groups_;  // in the order of their first scenario; none is empty
};

}  // namespace echocheck
