// SPDX-License-Identifier: MIT
// One connection of the wire in report.json, to be written and to be read.
#pragma once

#include "harness/case/json_fields.h"
#include "harness/model/flow.h"
#include "harness/report/json_document.h"

namespace echocheck {

// Into the list that is open.
void AddFlow(const FlowRecord& flow, JsonDocument& document);

// Its reverse, for FieldReader.
template <class Archive>
void Describe(Archive& fields, Of<Archive, FlowRecord>& flow);

// For FieldWriter and FieldReader.
template <class Archive>
void Describe(Archive& fields, Of<Archive, WireTotals>& wire);

}  // namespace echocheck
