// SPDX-License-Identifier: MIT
// SIGINT and SIGTERM as something to wait for: a run that is told to stop still ends its workers
// and writes its report.
#pragma once

#include <csignal>

namespace echocheck {

// While it lives the two are held back; they come through only during a ppoll(2) with wait_mask(),
// so none is lost between a look and the wait. One at a time. Precondition: this process has one
// thread.
class Interrupts {
 public:
  Interrupts();
  ~Interrupts();
  Interrupts(const Interrupts&) = delete;
  Interrupts& operator=(const Interrupts&) = delete;

  // One has come, or waits to come through.
  bool Came() const;
  const sigset_t& wait_mask() const { return before_; }

  // To be called in a forked child: SIGTERM ends it, and SIGINT, which a terminal sends to all,
  // does not: its parent will see to it.
  static void ResetInChild();

 private:
  sigset_t before_{};
  struct sigaction interrupt_before_ {};
  struct sigaction terminate_before_ {};
};

}  // namespace echocheck
