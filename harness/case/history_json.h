// SPDX-License-Identifier: MIT
// What the clients did and saw, as JSON: in evidence.json and report.json alike.
#pragma once

#include "harness/base/endpoint.h"
#include "harness/case/json_fields.h"
#include "harness/model/history.h"

namespace echocheck {

// For FieldWriter and FieldReader.
template <class Archive>
void Describe(Archive& fields, Of<Archive, Endpoint>& endpoint) {
  fields("host", endpoint.host);
  fields("port", endpoint.port);
}
template <class Archive>
void Describe(Archive& fields, Of<Archive, StreamDifference>& difference);
template <class Archive>
void Describe(Archive& fields, Of<Archive, ConnectionRecord>& connection);
template <class Archive>
void Describe(Archive& fields, Of<Archive, History>& history);

}  // namespace echocheck
