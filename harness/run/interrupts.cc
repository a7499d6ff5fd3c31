// SPDX-License-Identifier: MIT
#include "harness/run/interrupts.h"

#include <ctime>

namespace echocheck {
namespace {

volatile std::sig_atomic_t came = 0;

void Note(int /*signal*/) { came = 1; }
void Nothing(int /*signal*/) {}

sigset_t Both() {
  sigset_t both{};
  sigemptyset(&both);
  sigaddset(&both, SIGINT);
  sigaddset(&both, SIGTERM);
  return both;
}

// One that was ignored before (nohup, a shell's background) stays so.
void Catch(int signal, struct sigaction& before) {
  struct sigaction note {};
  note.sa_handler = Note;
  sigaction(signal, nullptr, &before);
  if (before.sa_handler != SIG_IGN) sigaction(signal, &note, nullptr);
}

}  // namespace

Interrupts::Interrupts() {
  came = 0;
  const sigset_t both = Both();
  sigprocmask(SIG_BLOCK, &both, &before_);
  Catch(SIGINT, interrupt_before_);
  Catch(SIGTERM, terminate_before_);
}

Interrupts::~Interrupts() {
  // One that still waits has had its answer, and must not end us now.
  const sigset_t both = Both();
  const timespec at_once{};
  while (sigtimedwait(&both, nullptr, &at_once) > 0) {
  }
  sigaction(SIGINT, &interrupt_before_, nullptr);
  sigaction(SIGTERM, &terminate_before_, nullptr);
  sigprocmask(SIG_SETMASK, &before_, nullptr);
}

bool Interrupts::Came() const {
  if (came != 0) return true;
  sigset_t waiting{};
  sigpending(&waiting);
  return (sigismember(&waiting, SIGINT) == 1 && interrupt_before_.sa_handler != SIG_IGN) ||
         (sigismember(&waiting, SIGTERM) == 1 && terminate_before_.sa_handler != SIG_IGN);
}

void Interrupts::ResetInChild() {
  struct sigaction nothing {};
  nothing.sa_handler = Nothing;
  nothing.sa_flags = SA_RESTART;
  sigaction(SIGINT, &nothing, nullptr);
  std::signal(SIGTERM, SIG_DFL);
  const sigset_t both = Both();
  sigprocmask(SIG_UNBLOCK, &both, nullptr);
}

}  // namespace echocheck
