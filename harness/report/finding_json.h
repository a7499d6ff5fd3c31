// SPDX-License-Identifier: MIT
// One finding as JSON, for report.json.
#pragma once

#include "harness/model/finding.h"
#include "harness/record/json_fields.h"

namespace echocheck {

Json FindingToJson(const Finding& finding);

}  // namespace echocheck
