// SPDX-License-Identifier: MIT
// Reads JSON text (RFC 8259) with nlohmann/json's SAX parser, and tells where each value is. The
// library itself gives no positions, and an error without its line is half an error.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "harness/base/enum_names.h"
#include "harness/base/json_mistake.h"

namespace echocheck {

enum class JsonKind { kNull, kFalse, kTrue, kNumber, kString, kArray, kObject };
// In the words of messages: "expected a number, found a string".
constexpr auto EnumNames(JsonKind /*tag*/) {
  return std::to_array<std::string_view>(
      {"null", "false", "true", "a number", "a string", "an array", "an object"});
}

// Is told what a text holds, in its order. Offsets are of the first byte of a value or a key. Each
// function returns whether reading goes on.
class JsonListener {
 public:
  JsonListener() = default;
  JsonListener(const JsonListener&) = delete;
  JsonListener& operator=(const JsonListener&) = delete;
  virtual ~JsonListener() = default;

  // `text`: a string decoded, a number as it is written, else empty. The items or members of an
  // array or object follow, and then OnEnd().
  virtual bool OnValue(JsonKind kind, std::size_t offset, std::string text) = 0;
  virtual bool OnKey(std::string key, std::size_t offset) = 0;
  virtual bool OnEnd() = 0;
};

// Reads all of `text`. Returns the first mistake in its syntax; none when `listener` ended the
// reading. Text that is not UTF-8 is a mistake, before all others. The text has no byte order mark
// (WithoutByteOrderMark). How deep values nest is for `listener` to bound.
std::optional<JsonMistake> ReadJson(std::string_view text, JsonListener& listener);

// Returns "FILE:LINE:COLUMN: MESSAGE" for a text that another reader of JSON refused.
std::string ExplainBadJson(std::string_view text, const std::string& file);

}  // namespace echocheck
