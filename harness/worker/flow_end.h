// SPDX-License-Identifier: MIT
// Waits until all connections of a scenario have ended.
#pragma once

#include <sys/types.h>

#include <vector>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>

#include "harness/arena/arena.h"
#include "harness/arena/socket_table.h"
#include "harness/base/counted_time.h"
#include "harness/base/result.h"
#include "harness/client/target_control.h"
#include "harness/model/history.h"
#include "harness/model/target_outcome.h"

namespace echocheck {

// What the wait looks at. All references must outlive it.
struct FlowEndContext {
  boost::asio::io_context& io;
  const Arena& arena;
  CountedTime& time;
  SocketTable& sockets;
  TargetControl& target;  // told when the target uses CPU without making progress
  bool goes_in_circles;   // known before: nobody waits for it once it has had its share of a
                          // processor
};

// Waits until no connection to `server` is left but in TIME-WAIT, or until `limit` is over. Returns
// what is left then on the server's side; `launched` is the process that was launched. Connections
// whose client vanished are nobody's to end.
boost::asio::awaitable<Result<std::vector<SocketRecord>>> AwaitFlowsEnded(FlowEndContext context,
                                                                          Endpoint server,
                                                                          const History& history,
                                                                          pid_t launched,
                                                                          Milliseconds limit);

}  // namespace echocheck
