// SPDX-License-Identifier: MIT
// When have all connections of a scenario ended?
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

// Where connections end. All references must outlive the wait.
struct FlowEndPlace {
  boost::asio::io_context& io;
  const Arena& arena;
  CountedTime& time;
  SocketTable& sockets;
  TargetControl& target;  // told when the target goes round in circles
  bool goes_in_circles;   // known before: it is not waited for once it has had its turn
};

// Waits until no connection to `server` is left but in TIME-WAIT, or until `limit` is over. Returns
// what is left then on the server's side; `launched` is the process that was launched. Connections
// whose client vanished are nobody's to end.
boost::asio::awaitable<Result<std::vector<SocketRecord>>> AwaitFlowsEnded(FlowEndPlace place,
                                                                          Endpoint server,
                                                                          const History& history,
                                                                          pid_t launched,
                                                                          Milliseconds limit);

}  // namespace echocheck
