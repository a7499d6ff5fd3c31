// SPDX-License-Identifier: MIT
#include "harness/scenario/loopback_address.h"

#include <optional>
#include <string>

#include <fmt/format.h>

#include "harness/base/quoted.h"
#include "harness/scenario/json_reader.h"

namespace echocheck {
namespace {

IpAddress Read(const JsonNode& node, bool or_every, Diagnosis& diagnosis) {
  const std::string text = ReadString(node, diagnosis);
  const std::optional<IpAddress> address = ParseIpAddress(text);
  const bool fits = address && ToString(*address) == text &&  // in its one spelling
                    (IsLoopback(*address) || (or_every && *address == kEveryAddress));
  if (fits) return *address;
  diagnosis.Reject(node, fmt::format("{} is not a loopback address, expected e.g. \"127.0.0.1\" or "
                                     "\"::1\"",
                                     Quoted(text)));
  return {};
}

}  // namespace

IpAddress ReadLoopback(const JsonNode& node, Diagnosis& diagnosis) {
  return Read(node, /*or_every=*/false, diagnosis);
}

IpAddress ReadLoopbackOrEvery(const JsonNode& node, Diagnosis& diagnosis) {
  return Read(node, /*or_every=*/true, diagnosis);
}

}  // namespace echocheck
