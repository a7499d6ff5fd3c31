// SPDX-License-Identifier: MIT
// When an echo does not come: what is the server waiting for? The client tries it out, from the
// least intrusive to the last thing it can do.
#pragma once

#include <boost/asio/awaitable.hpp>

#include "harness/client/client_socket.h"
#include "harness/client/play_context.h"
#include "harness/model/history.h"

namespace echocheck {

// Precondition: bytes are due on `socket`, which is connected and has not been shut down when
// `may_send`. The others that waited for this client have been excused. Sends and receives on the
// socket, and may shut it down.
boost::asio::awaitable<StallProbe> ProbeHold(PlayContext& context, ClientSocket& socket,
                                             bool may_send);

}  // namespace echocheck
