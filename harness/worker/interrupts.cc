// SPDX-License-Identifier: MIT
#include "harness/worker/interrupts.h"

#include <ctime>

namespace echocheck {
namespace {

volatile std::sig_atomic_t came = 0;

void Note(int /*signal*/) { came = 1; }
void Nothing(int /*signal*/) {}

sigset_t AllOfThem() {
  sigset_t all{};
  sigemptyset(&all);
  for (const int signal : Interrupts::kSignals) sigaddset(&all, signal);
  return all;
}

// A signal that was ignored before (nohup, a shell's background) stays ignored.
void Catch(int signal, struct sigaction& before) {
  struct sigaction note {};
  note.sa_handler = Note;
  sigaction(signal, nullptr, &before);
  if (before.sa_handler != SIG_IGN) sigaction(signal, &note, nullptr);
}

}  // namespace

Interrupts::Interrupts() {
  came = 0;
  const sigset_t all = AllOfThem();
  sigprocmask(SIG_BLOCK, &all, &before_);
  for (std::size_t i = 0; i < kSignals.size(); ++i) Catch(kSignals.at(i), actions_before_.at(i));
}

Interrupts::~Interrupts() {
  // A signal that is still pending has stopped the run, and must not kill this process now.
  const sigset_t all = AllOfThem();
  const timespec at_once{};
  while (sigtimedwait(&all, nullptr, &at_once) > 0) {
  }
  for (std::size_t i = 0; i < kSignals.size(); ++i) {
    sigaction(kSignals.at(i), &actions_before_.at(i), nullptr);
  }
  sigprocmask(SIG_SETMASK, &before_, nullptr);
}

bool Interrupts::Came() const {
  if (came != 0) return true;
  sigset_t waiting{};
  sigpending(&waiting);
  for (std::size_t i = 0; i < kSignals.size(); ++i) {
    const bool ignored = actions_before_.at(i).sa_handler == SIG_IGN;
    if (!ignored && sigismember(&waiting, kSignals.at(i)) == 1) return true;
  }
  return false;
}

void Interrupts::ResetInChild() {
  struct sigaction nothing {};
  nothing.sa_handler = Nothing;
  nothing.sa_flags = SA_RESTART;
  for (const int signal : kSignals) sigaction(signal, &nothing, nullptr);
  std::signal(SIGTERM, SIG_DFL);
  const sigset_t all = AllOfThem();
  sigprocmask(SIG_UNBLOCK, &all, nullptr);
}

}  // namespace echocheck
