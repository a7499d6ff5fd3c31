// SPDX-License-Identifier: MIT
// SIGINT, SIGTERM, SIGHUP and SIGQUIT as something to wait for: a run that is told to stop, or
// whose terminal is closed, still ends its workers and writes its report.
#pragma once

#include <array>
#include <csignal>

namespace echocheck {

// While it lives they are held back; they come through only during a ppoll(2) with wait_mask(),
// so none is lost between a look and the wait. One at a time. Precondition: this process has one
// thread.
class Interrupts {
 public:
  static constexpr std::array kSignals = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};

  Interrupts();
  ~Interrupts();
  Interrupts(const Interrupts&) = delete;
  Interrupts& operator=(const Interrupts&) = delete;

  // One has come, or waits to come through.
  bool Came() const;
  const sigset_t& wait_mask() const { return before_; }

  // To be called in a forked child: SIGTERM ends it, and the others, which a terminal sends to all,
  // do not: its parent will see to it.
  static void ResetInChild();

 private:
  sigset_t before_{};
  std::array<struct sigaction, kSignals.size()> actions_before_{};
};

}  // namespace echocheck
