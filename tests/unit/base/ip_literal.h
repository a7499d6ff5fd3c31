// SPDX-License-Identifier: MIT
// "127.0.0.1"_ip: an address in a test.
#pragma once

#include <cstddef>
#include <string_view>

#include "harness/base/ip_address.h"

namespace echocheck {

inline IpAddress operator""_ip(const char* text, std::size_t size) {
  return ParseIpAddress(std::string_view(text, size)).value();
}

}  // namespace echocheck
