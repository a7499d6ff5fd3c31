// SPDX-License-Identifier: MIT
// One connection, from accept to close: the whole of RFC 862 over TCP is here.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>

namespace echocheck {

// Sends back what `socket` receives until the peer sends its FIN or is gone, then closes it. It
// never reads more than it has written, so a connection costs one buffer whatever the peer does.
// Finishes without an error in every case: how a peer leaves is no concern of the others.
boost::asio::awaitable<void> EchoUntilClosed(boost::asio::ip::tcp::socket socket);

}  // namespace echocheck
