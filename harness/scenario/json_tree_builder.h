// SPDX-License-Identifier: MIT
// JSON text -> tree, strictly RFC 8259.
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>

#include "harness/scenario/diagnosis.h"
#include "harness/scenario/json_node.h"

namespace echocheck {

// Readers call themselves once a level, so this also bounds their stack. Scenarios need seven.
constexpr std::size_t kDeepestNesting = 32;

// Returns the tree of `text`, or null after `diagnosis` got the first mistake: in the syntax, a key
// twice in one object, or values nested too deep. `text` has no byte order mark.
std::unique_ptr<JsonNode> ParseJson(std::string_view text, Diagnosis& diagnosis);

}  // namespace echocheck
