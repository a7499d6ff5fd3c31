// SPDX-License-Identifier: MIT
// Makes fault points fail (harness/base/fault_point.h), and notes which of them were reached.
#pragma once

#include <sys/mman.h>

#include <array>
#include <atomic>
#include <cstring>
#include <new>
#include <string>
#include <vector>

#include "harness/base/fault_point.h"

namespace echocheck {

// One time at which a step is reached: the first is 1.
struct ReachedStep {
  std::string step;
  unsigned time = 1;

  friend bool operator==(const ReachedStep&, const ReachedStep&) = default;
};

// Installs the hook while it lives; there may be one at a time. What it counts is shared with all
// processes that are forked meanwhile. The hook does nothing but read and write memory.
class Faults {
 public:
  Faults() {
    void* const memory =
        mmap(nullptr, sizeof(Table), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    table = memory == MAP_FAILED ? nullptr : new (memory) Table();
    if (table != nullptr) fault_hook = Hook;
  }
  // Of a step that is reached for the given time; this time alone.
  explicit Faults(const ReachedStep& step, int error_number) : Faults() {
    step.step.copy(table->step.data(), table->step.size() - 1);
    table->time = step.time;
    table->error_number = error_number;
  }
  ~Faults() {
    fault_hook = nullptr;
    munmap(table, sizeof(Table));
    table = nullptr;
  }
  Faults(const Faults&) = delete;
  Faults& operator=(const Faults&) = delete;

  // Each time that each step was reached so far, but at most `most` times of one step.
  static std::vector<ReachedStep> Reached(unsigned most) {
    std::vector<ReachedStep> reached;
    for (const Slot& slot : table->slots) {
      const char* const step = slot.step.load();
      if (step == nullptr) break;
      for (unsigned time = 1; time <= std::min(slot.times.load(), most); ++time) {
        reached.push_back({step, time});
      }
    }
    return reached;
  }

  static bool failed() { return table->failed.load(); }

 private:
  struct Slot {
    std::atomic<const char*> step;
    std::atomic<unsigned> times;
  };
  struct Table {
    std::array<Slot, 256> slots{};
    std::array<char, 64> step{};
    unsigned time = 0;
    int error_number = 0;
    std::atomic<bool> failed = false;
  };

  static unsigned Count(const char* step) {
    for (Slot& slot : table->slots) {
      const char* there = nullptr;
      if (slot.step.compare_exchange_strong(there, step)) there = step;
      if (std::strcmp(there, step) == 0) return ++slot.times;
    }
    return 0;
  }

  static int Hook(const char* step) {
    const unsigned time = Count(step);
    if (time != table->time || std::strcmp(step, table->step.data()) != 0) return 0;
    table->failed = true;
    return table->error_number;
  }

  static inline Table* table = nullptr;
};

}  // namespace echocheck
