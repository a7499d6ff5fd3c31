// SPDX-License-Identifier: MIT
// What the clients did and saw, as JSON: in evidence.json and report.json alike.
#pragma once

#include <optional>
#include <string>

#include "harness/base/endpoint.h"
#include "harness/case/json_fields.h"
#include "harness/model/history.h"

namespace echocheck {

// For FieldWriter and FieldReader.
template <class Archive>
void Describe(Archive& fields, Of<Archive, Endpoint>& endpoint) {
  std::string host;
  if constexpr (!Archive::kReads) host = ToString(endpoint.address);
  fields("host", host);
  if constexpr (Archive::kReads) {
    // The empty text stands for an address that there never was.
    const auto address = host.empty() ? IpAddress() : ParseIpAddress(host);
    if (!address) fields.Fail("host", "expected an IPv4 or IPv6 address, or \"\"");
    endpoint.address = address.value_or(IpAddress());
  }
  fields("port", endpoint.port);
}
template <class Archive>
void Describe(Archive& fields, Of<Archive, StreamDifference>& difference);
template <class Archive>
void Describe(Archive& fields, Of<Archive, ConnectionRecord>& connection);
template <class Archive>
void Describe(Archive& fields, Of<Archive, History>& history);

}  // namespace echocheck
