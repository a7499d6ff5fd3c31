// SPDX-License-Identifier: MIT
// Catches SIGINT, SIGTERM, SIGHUP and SIGQUIT, and says that one has come: a run that is told to
// stop, or whose terminal is closed, still ends its workers and writes its report.
#pragma once

#include <array>
#include <csignal>

namespace echocheck {

// While it lives, these signals are blocked. They are delivered only during a ppoll(2) with
// wait_mask(), so that none is lost between a look and the wait. One object at a time.
// Precondition: this process has one thread.
class Interrupts {
 public:
  static constexpr std::array kSignals = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};

  Interrupts();
  ~Interrupts();
  Interrupts(const Interrupts&) = delete;
  Interrupts& operator=(const Interrupts&) = delete;

  // Returns true once one has come, or waits to be delivered.
  bool Came() const;
  const sigset_t& wait_mask() const { return before_; }

  // Resets them in a forked child: SIGTERM ends it. The others, which a terminal sends to all, do
  // not: its parent ends it.
  static void ResetInChild();

 private:
  sigset_t before_{};
  std::array<struct sigaction, kSignals.size()> actions_before_{};
};

}  // namespace echocheck
