// SPDX-License-Identifier: MIT
// What a set of processes holds of the machine, read from /proc.
#pragma once

#include <cstdint>
#include <string>

#include "harness/base/clock.h"
#include "harness/base/reason.h"

namespace echocheck {

struct ProcessUsage {
  std::uint32_t processes = 0;  // living
  std::uint32_t threads = 0;
  std::uint32_t descriptors = 0;
  std::uint32_t zombies = 0;         // ended children that nobody has waited for
  std::uint64_t resident_bytes = 0;  // pages that several share count once each
  // Processor time, that of children already waited for included. In steps of a clock tick (10 ms).
  Nanoseconds cpu{0};
  // Why the figures leave something out; empty: they are complete.
  Reason unseen;              // a process of which no figure can be read
  Reason descriptors_unseen;  // a process whose descriptors cannot be counted
};

}  // namespace echocheck
