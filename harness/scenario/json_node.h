// SPDX-License-Identifier: MIT
// A JSON document in which every value and key knows where it stands in the text. nlohmann/json,
// which writes our reports, drops positions, and an error without its line is half an error.
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "harness/base/enum_names.h"

namespace echocheck {

enum class JsonKind { kNull, kFalse, kTrue, kNumber, kString, kArray, kObject };
// In the words of messages: "expected a number, found a string".
constexpr auto EnumNames(JsonKind /*tag*/) {
  return std::to_array<std::string_view>(
      {"null", "false", "true", "a number", "a string", "an array", "an object"});
}

struct JsonNode;

struct JsonMember {
  std::string key;
  std::size_t key_offset = 0;  // of its opening quote
  std::unique_ptr<JsonNode> value;
};

// One value, and all below it. Nodes never move: `parent` stays valid while the root lives.
struct JsonNode {
  JsonKind kind = JsonKind::kNull;
  std::size_t offset = 0;  // of the value's first octet in the text
  const JsonNode* parent = nullptr;
  std::string text;                              // kString: decoded; kNumber: as written
  std::vector<JsonMember> members;               // kObject, in the order of the text
  std::vector<std::unique_ptr<JsonNode>> items;  // kArray
};

}  // namespace echocheck
