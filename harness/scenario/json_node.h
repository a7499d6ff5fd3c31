// SPDX-License-Identifier: MIT
// A JSON document in which every value and key knows where it is in the text, for messages.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "harness/base/json_syntax.h"

namespace echocheck {

struct JsonNode;

struct JsonMember {
  std::string key;
  std::size_t key_offset = 0;  // of its opening quote
  std::unique_ptr<JsonNode> value;
};

// One value, and all below it. Nodes never move: `parent` stays valid while the root lives.
struct JsonNode {
  JsonKind kind = JsonKind::kNull;
  std::size_t offset = 0;  // of the value's first byte in the text
  const JsonNode* parent = nullptr;
  std::string text;                              // kString: decoded; kNumber: as written
  std::vector<JsonMember> members;               // kObject, in the order of the text
  std::vector<std::unique_ptr<JsonNode>> items;  // kArray
};

}  // namespace echocheck
