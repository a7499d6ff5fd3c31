// SPDX-License-Identifier: MIT
// What launching and stopping a target needs to know of the place it runs in.
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

#include "harness/base/counted_time.h"
#include "harness/base/endpoint.h"
#include "harness/base/result.h"
#include "harness/model/scenario.h"

namespace echocheck {

struct ListeningSocket {
  Endpoint local;        // 0.0.0.0 and :: stand for any address
  bool v6_only = false;  // on ::, takes no IPv4 connections
  // It is the target's. Otherwise it may be: the target's user made it, it was not there before the
  // launch, and whether the target has it cannot be read.
  bool owner_seen = true;
};

// True when a client that connects to `address` reaches `socket`.
bool Serves(const ListeningSocket& socket, const Endpoint& address);

// worker/ implements it over the arena; tests by hand.
class TargetObserver {
 public:
  TargetObserver() = default;
  TargetObserver(const TargetObserver&) = delete;
  TargetObserver& operator=(const TargetObserver&) = delete;
  virtual ~TargetObserver() = default;

  // To be called before each launch: what has a port then is not the target's.
  virtual Status AboutToLaunch(Transport /*transport*/) { return {}; }

  // The LISTEN sockets that processes of the target hold, or may hold.
  virtual Result<std::vector<ListeningSocket>> Listening() = 0;

  // The UDP sockets with a port that processes of the target hold, or may hold.
  virtual Result<std::vector<ListeningSocket>> ListeningUdp() = 0;

  // Why the target may have sockets of which that is not seen; empty: it has none.
  virtual Reason WhyOwnersUnseen() { return {}; }

  // Its living processes, daemons that left their launcher included.
  virtual std::vector<pid_t> Processes() = 0;

  // True when every thread of them sleeps: it waits for something to happen.
  virtual bool Asleep() = 0;

  // How long the machine has held up the target: limits are put off by it.
  virtual CountedTime& time() { return all_counts_; }

  // Told of each process that was launched. Whoever launched it reaps it.
  virtual void NoteLaunched(pid_t /*process*/) {}

 private:
  CountedTime all_counts_;
};

}  // namespace echocheck
