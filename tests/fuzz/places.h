// SPDX-License-Identifier: MIT
// Holds that an error says where the mistake is: "FILE:LINE:COLUMN: ".
#pragma once

#include <algorithm>
#include <cctype>
#include <string>
#include <string_view>

#include "tests/fuzz/fuzz_target.h"

namespace echocheck {

// Takes the number that `text` begins with; 0: none, or a 0.
inline std::size_t TakeNumber(std::string_view& text) {
  std::size_t number = 0;
  while (!text.empty() && std::isdigit(static_cast<unsigned char>(text[0])) != 0) {
    number = number * 10 + static_cast<std::size_t>(text[0] - '0');
    text.remove_prefix(1);
  }
  return number;
}

// `message` begins with `file` and a place that `text` has.
inline void RequirePlace(std::string_view message, std::string_view file, std::string_view text) {
  const auto lines = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')) + 1;
  Require(message.starts_with(file), "the error names the file");
  message.remove_prefix(file.size());
  if (message == ": the file is empty") return;
  Require(message.starts_with(":"), "a line follows the file");
  message.remove_prefix(1);
  const std::size_t line = TakeNumber(message);
  Require(line >= 1 && line <= lines, "the line is in the file");
  Require(message.starts_with(":"), "a column follows the line");
  message.remove_prefix(1);
  const std::size_t column = TakeNumber(message);
  Require(column >= 1 && column <= text.size() + 1, "the column is in the file");
  Require(message.starts_with(": ") && message.size() > 2, "what is wrong follows the place");
}

}  // namespace echocheck
