// SPDX-License-Identifier: MIT
// The way on which a new child hands the listener of its hold filter to us. Inside of the layer.
#pragma once

#include <optional>

#include "harness/base/unique_handles.h"
#include "harness/target/hold_filter.h"

namespace echocheck {

class HoldGatePair {
 public:
  // nullopt: the machine has no room for it, or no such filter. Then nothing is held.
  static std::optional<HoldGatePair> Make();

  // For the child, as long as this lives.
  const HoldGate& gate() const { return gate_; }

  // To be asked when the child has executed. Empty: the kernel refused the filter.
  UniqueFd Listener() const;

 private:
  UniqueFd ours_;
  UniqueFd theirs_;
  HoldGate gate_;
};

}  // namespace echocheck
