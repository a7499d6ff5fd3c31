// SPDX-License-Identifier: MIT
// What is wrong with a JSON text, in plain words. A parser's own message is for programmers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace echocheck {

struct JsonMistake {
  std::size_t offset = 0;  // bytes from the beginning of the text
  std::string message;
  bool in_value = false;  // the syntax is right; OnValue() was told of it last
};

// How far a reader of JSON has come: what it read last decides what may follow.
enum class JsonLast : std::uint8_t { kNothing, kOpened, kKey, kValue };
struct JsonState {
  std::string open;  // the "{" and "[" of the containers that are open
  JsonLast last = JsonLast::kNothing;
  std::size_t end = 0;  // offset behind the last token, which a comma or a colon may follow
};

// Returns why the reader could not go on behind `state`. `text` is well-formed UTF-8. `stopped` is
// the offset of the last byte that the lexer looked at: text.size() means the end of the text.
JsonMistake ExplainJson(std::string_view text, const JsonState& state, std::size_t stopped);

// Returns the letters, digits and "_" that begin at `offset`, and with a number also "+-.".
std::string_view JsonWordAt(std::string_view text, std::size_t offset);
std::string_view JsonNumberAt(std::string_view text, std::size_t offset);

}  // namespace echocheck
