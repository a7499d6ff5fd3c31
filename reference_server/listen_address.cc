// SPDX-License-Identifier: MIT
#include "reference_server/listen_address.h"

#include <charconv>
#include <cstdint>

namespace echocheck {
namespace {

namespace ip = boost::asio::ip;

std::optional<std::uint16_t> ParsePort(std::string_view text) {
  std::uint16_t port = 0;  // its range is the range of ports, and from_chars refuses what is beyond
  const char* const end = text.data() + text.size();
  const auto [stopped_at, status] = std::from_chars(text.data(), end, port);
  if (status != std::errc() || stopped_at != end) return std::nullopt;
  return port;
}

std::optional<ip::address> ParseHost(std::string_view text) {
  boost::system::error_code error;
  ip::address host;
  if (text.starts_with('[') && text.ends_with(']')) {
    host = ip::make_address_v6(text.substr(1, text.size() - 2), error);
  } else {
    // An IPv6 address without brackets is refused: its last group could be meant as the port.
    host = ip::make_address_v4(text, error);
  }
  if (error) return std::nullopt;
  return host;
}

}  // namespace

std::optional<ip::tcp::endpoint> ParseListenAddress(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const auto host = ParseHost(text.substr(0, colon));
  const auto port = ParsePort(text.substr(colon + 1));
  if (!host || !port) return std::nullopt;
  return ip::tcp::endpoint(*host, *port);
}

std::string ListenAddressToString(const ip::tcp::endpoint& endpoint) {
  const std::string host = endpoint.address().to_string();
  const std::string port = std::to_string(endpoint.port());
  return endpoint.address().is_v6() ? "[" + host + "]:" + port : host + ":" + port;
}

}  // namespace echocheck
