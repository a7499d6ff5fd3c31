// SPDX-License-Identifier: MIT
// What is known about the capture, as JSON: in evidence.json and report.json alike.
#pragma once

#include "harness/model/capture_log.h"
#include "harness/record/json_fields.h"

namespace echocheck {

// For FieldWriter and FieldReader.
template <class Archive>
void Describe(Archive& fields, Of<Archive, CaptureLog>& capture);

}  // namespace echocheck
