// SPDX-License-Identifier: MIT
#include "harness/scenario/loopback_address.h"

#include <fmt/format.h>

#include "harness/base/endpoint.h"
#include "harness/base/quoted.h"

namespace echocheck {

void RequireLoopback(const JsonNode& node, const std::string& host, Diagnosis& diagnosis) {
  const bool one_string = host.find('\0') == std::string::npos;
  if (one_string && (host == "::1" || (IsLoopback(host) && !IsIpv6(host)))) return;
  diagnosis.Reject(node, fmt::format("{} is not a loopback address, expected e.g. \"127.0.0.1\" or "
                                     "\"::1\"",
                                     Quoted(host)));
}

}  // namespace echocheck
