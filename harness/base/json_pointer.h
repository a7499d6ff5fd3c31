// SPDX-License-Identifier: MIT
// JSON pointers (RFC 6901), and where in a text one leads.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace echocheck {

// The keys and indices from the root to a value. Empty: the root.
using JsonPath = std::vector<std::string>;

// Returns "/clients/0/a~1b"; an empty string for the root.
std::string PointerTo(const JsonPath& path);

// Returns one key as a pointer has it: "a~1b" for "a/b".
std::string EscapePointerPart(std::string_view key);

struct JsonPlace {
  std::size_t key = 0;  // offset of the key's opening quote; without a key, of the value
  std::size_t value = 0;
};

// Returns where the value of `path` is in `text`, or nothing when there is none. Reads the text up
// to there: it is for messages.
std::optional<JsonPlace> FindInJson(std::string_view text, const JsonPath& path);

}  // namespace echocheck
