// SPDX-License-Identifier: MIT
// Declares who is told of a run while it goes on.
#pragma once

#include <cstddef>
#include <string_view>

#include "harness/base/result.h"
#include "harness/model/run_record.h"

namespace echocheck {

struct SessionProgress {
  std::size_t done = 0;  // scenarios about which all is known
  std::size_t total = 0;
  std::size_t failed = 0;    // of those played so far, also where they are yet to be played again
  std::string_view playing;  // the scenario that began last
};

class SessionListener {
 public:
  virtual ~SessionListener() = default;

  // Called several times a second.
  virtual void OnProgress(const SessionProgress& progress) = 0;

  // Called once for each scenario, when all is known about it. An error ends the run.
  virtual Status OnFinished(const ScenarioRecord& scenario) = 0;
};

}  // namespace echocheck
