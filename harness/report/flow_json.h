// SPDX-License-Identifier: MIT
// One connection of the wire as JSON, for report.json. One way: a report is never read back.
#pragma once

#include "harness/model/flow.h"
#include "harness/record/json_fields.h"

namespace echocheck {

Json FlowToJson(const FlowRecord& flow);
Json WireToJson(const WireTotals& wire);

}  // namespace echocheck
