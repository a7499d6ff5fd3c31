// SPDX-License-Identifier: MIT
// JSON text -> tree, strictly RFC 8259, with what people get wrong told in plain words.
#pragma once

#include <memory>
#include <string_view>

#include "harness/scenario/diagnosis.h"
#include "harness/scenario/json_node.h"

namespace echocheck {

// The parser calls itself once a level, so this also bounds its stack. Scenarios need seven.
constexpr int kDeepestNesting = 32;

// `text` is well-formed UTF-8 (FirstBadUtf8). Duplicate keys are a mistake, too. Null when there
// was one: `diagnosis` has it.
std::unique_ptr<JsonNode> ParseJson(std::string_view text, Diagnosis& diagnosis);

}  // namespace echocheck
