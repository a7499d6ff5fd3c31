// SPDX-License-Identifier: MIT
// Waits until a launched target listens. Inside of the layer.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "harness/base/clock.h"
#include "harness/base/endpoint.h"
#include "harness/base/result.h"
#include "harness/model/scenario.h"
#include "harness/model/target_outcome.h"
#include "harness/target/target_observer.h"
#include "harness/target/target_process.h"

namespace echocheck {

// What became of one launch.
struct LaunchAttempt {
  std::unique_ptr<TargetProcess> process;
  std::vector<std::string> command;  // the words as executed
  Startup startup = Startup::kTimedOut;
  std::vector<Endpoint> listening;
  bool serves_asked = false;
  bool ipv6_alone = false;    // every address was asked for, and so far it has those of IPv6
  bool tcp_alone = false;     // UDP was waited for, and `listening` is TCP
  bool owner_unseen = false;  // one of `listening` may be somebody else's
  Reason sockets_unseen;      // why it may have sockets that were not seen to be its; or empty
  Nanoseconds listened_after{0};
};

// When a target that listens elsewhere is not waited for any longer.
struct ElsewherePatience {
  Milliseconds awake;                       // if it never sleeps
  std::optional<std::uint16_t> known_port;  // if it listens there
};

// Returns when `attempt` has its outcome: it listens where it was asked to or stays elsewhere, has
// ended, or `limit` is over. Fills all of it but the process, the command and sockets_unseen.
boost::asio::awaitable<Status> AwaitListening(LaunchAttempt& attempt, const Endpoint& asked,
                                              Milliseconds limit, TargetObserver& observer,
                                              Transport transport, ElsewherePatience patience);

}  // namespace echocheck
