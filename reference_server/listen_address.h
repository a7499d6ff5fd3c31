// SPDX-License-Identifier: MIT
// "127.0.0.1:50000" or "[::1]:50000": the address on the command line, and back again.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <boost/asio/ip/tcp.hpp>

namespace echocheck {

// Literals only: a name could stand for several addresses, and a server binds to one. Port 0 is
// allowed and lets the kernel choose. nullopt: `text` is no such address.
std::optional<boost::asio::ip::tcp::endpoint> ParseListenAddress(std::string_view text);

// The reverse; an IPv6 address comes in brackets.
std::string ListenAddressToString(const boost::asio::ip::tcp::endpoint& endpoint);

}  // namespace echocheck
