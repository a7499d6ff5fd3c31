// SPDX-License-Identifier: MIT
// How this server awaits: an error is a result to look at, not an exception.
#pragma once

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace echocheck {

constexpr auto kAwaitResult = boost::asio::as_tuple(boost::asio::use_awaitable);

}  // namespace echocheck
