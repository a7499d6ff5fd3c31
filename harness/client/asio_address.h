// SPDX-License-Identifier: MIT
// Turns addresses into Asio's and back. The layers that parse know IpAddress alone.
#pragma once

#include <algorithm>
#include <array>

#include <boost/asio/ip/address.hpp>

#include "harness/base/ip_address.h"

namespace echocheck {

// Returns 0.0.0.0 for no address.
inline boost::asio::ip::address ToAsio(const IpAddress& address) {
  boost::asio::ip::address_v6::bytes_type v6{};
  std::copy(address.bytes.begin(), address.bytes.end(), v6.begin());
  if (IsIpv6(address)) return boost::asio::ip::address_v6(v6);
  boost::asio::ip::address_v4::bytes_type v4{};
  std::copy(address.bytes.end() - 4, address.bytes.end(), v4.begin());
  return boost::asio::ip::address_v4(v4);
}

inline IpAddress FromAsio(const boost::asio::ip::address& address) {
  if (address.is_v4()) {
    const auto v4 = address.to_v4().to_bytes();
    return Ipv4(v4[0], v4[1], v4[2], v4[3]);
  }
  IpAddress v6{{}, IpFamily::kIpv6};
  const auto bytes = address.to_v6().to_bytes();
  std::copy(bytes.begin(), bytes.end(), v6.bytes.begin());
  return v6;
}

}  // namespace echocheck
