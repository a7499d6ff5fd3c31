// SPDX-License-Identifier: MIT
// The steps that act on the target, or look at it: their values -> Step.
#pragma once

#include "harness/model/scenario.h"
#include "harness/scenario/diagnosis.h"
#include "harness/scenario/json_node.h"

namespace echocheck {

Step ReadSignal(const JsonNode& node, Diagnosis& diagnosis);
Step ReadStop(const JsonNode& node, Diagnosis& diagnosis);
Step ReadRestart(const JsonNode& node, Diagnosis& diagnosis);
Step ReadSample(const JsonNode& node, Diagnosis& diagnosis);
Step ReadIdle(const JsonNode& node, Diagnosis& diagnosis);

}  // namespace echocheck
