// SPDX-License-Identifier: MIT
// Finds a server that runs already (--connect), and says which scenarios can be played against it.
#pragma once

#include <optional>
#include <string>

#include "harness/base/endpoint.h"
#include "harness/base/result.h"
#include "harness/model/scenario.h"

namespace echocheck {

// What was said of a server that echocheck does not launch.
struct ConnectOptions {
  Endpoint server;
  std::string interface;  // --interface; empty: the one that leads to the server
  bool offers_tcp = true;
  bool offers_udp = false;
};

// How connections to the server leave this machine.
struct Route {
  IpAddress local_address;  // the address that the kernel takes for us
  std::string interface;    // that has it; empty: none has
};

// Asks the kernel which way leads to `server`; sends nothing. Environment error: none does.
Result<Route> RouteTo(const Endpoint& server);

// Looks in the kernel's tables whether a socket listens on a loopback address, and sets offers_tcp
// and offers_udp; any other address is taken as it is, and as one that offers TCP alone. Connects
// only if no socket is seen: something may forward the port. Usage error: nobody is there.
Status FindService(ConnectOptions& connect);

// Returns why `scenario` cannot be played against a server that was not launched by us; nullopt: it
// can.
std::optional<Reason> WhyNotPlayed(const Scenario& scenario, const ConnectOptions& connect);

}  // namespace echocheck
