// SPDX-License-Identifier: MIT
// Which of the scenarios that did not pass beside others are played again alone (docs/design.md,
// "Never flaky", says why not all). Pure.
#pragma once

#include <cstddef>
#include <deque>
#include <optional>
#include <vector>

#include "harness/base/clock.h"
#include "harness/run/attempts.h"

namespace echocheck {

// Scenarios that failed in the same way are a group: when the shortest of it fails so again, alone,
// it stands for all; when it comes out differently, the next one is played.
class Confirmations {
 public:
  // `took`: how long it lasted.
  void Add(std::size_t scenario, Verdict verdict, const FailureSet& failures, Nanoseconds took);

  // The next to be played again; the same until Confirm() is called.
  std::optional<std::size_t> Next() const;

  // What playing Next() alone came to. Returns the scenarios for which that decides, Next() first.
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
