// SPDX-License-Identifier: MIT
// What is known about the capture, as JSON: in evidence.json and report.json alike.
#pragma once

#include "harness/case/json_fields.h"
#include "harness/model/capture_log.h"

namespace echocheck {

// For FieldWriter and FieldReader.
template <class Archive>
void Describe(Archive& fields, Of<Archive, CaptureLog>& capture);

}  // namespace echocheck
