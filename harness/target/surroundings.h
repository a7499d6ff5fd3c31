// SPDX-License-Identifier: MIT
// What launching and stopping a target needs to know of the place it runs in.
#pragma once

#include <sys/types.h>

#include <vector>

#include "harness/base/endpoint.h"
#include "harness/base/result.h"

namespace echocheck {

struct ListeningSocket {
  Endpoint local;        // "0.0.0.0" and "::" stand for any address
  bool v6_only = false;  // on "::": takes no IPv4 connections
};

// True when a client that connects to `address` reaches `socket`.
bool Serves(const ListeningSocket& socket, const Endpoint& address);

// run/ implements it over the arena; tests by hand.
class Surroundings {
 public:
  Surroundings() = default;
  Surroundings(const Surroundings&) = delete;
  Surroundings& operator=(const Surroundings&) = delete;
  virtual ~Surroundings() = default;

  // The LISTEN sockets that processes of the target hold.
  virtual Result<std::vector<ListeningSocket>> Listening() = 0;

  // The UDP sockets with a port that processes of the target hold.
  virtual Result<std::vector<ListeningSocket>> ListeningUdp() = 0;

  // Its living processes, daemons that left their launcher included.
  virtual std::vector<pid_t> Processes() = 0;

  // True when every thread of them sleeps: it waits for something to happen.
  virtual bool Asleep() = 0;

  // Told of each process that was launched. Whoever launched it reaps it.
  virtual void Launched(pid_t /*process*/) {}
};

}  // namespace echocheck
