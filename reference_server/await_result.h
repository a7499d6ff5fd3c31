// SPDX-License-Identifier: MIT
// How this server awaits: errors come back as values, since a peer that resets its connection is
// nothing exceptional.
#pragma once

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace echocheck {

constexpr auto kAwaitResult = boost::asio::as_tuple(boost::asio::use_awaitable);

}  // namespace echocheck
