// SPDX-License-Identifier: MIT
// One entry of "steps" -> Step.
#pragma once

#include "harness/model/scenario.h"
#include "harness/scenario/diagnosis.h"
#include "harness/scenario/json_node.h"

namespace echocheck {

// A bare word, or an object whose one key is the step's word.
Step ReadStep(const JsonNode& node, Diagnosis& diagnosis);

}  // namespace echocheck
