// SPDX-License-Identifier: MIT
// When have all connections of a scenario ended?
#pragma once

#include <sys/types.h>

#include <vector>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>

#include "harness/arena/arena.h"
#include "harness/arena/socket_table.h"
#include "harness/base/result.h"
#include "harness/model/history.h"
#include "harness/model/target_outcome.h"

namespace echocheck {

// Waits until no connection to `server` is left but in TIME-WAIT, or until `limit` is over. Returns
// what is left then on the server's side; `launched` is the process that was launched. Connections
// whose client vanished are nobody's to end.
boost::asio::awaitable<Result<std::vector<SocketRecord>>> AwaitFlowsEnded(
    boost::asio::io_context& io, const Arena& arena, SocketTable& sockets, Endpoint server,
    const History& history, pid_t launched, Milliseconds limit);

}  // namespace echocheck
