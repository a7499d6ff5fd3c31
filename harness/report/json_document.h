// SPDX-License-Identifier: MIT
// A JSON document written piece by piece into one string, laid out for people: what fits a line
// stays on one, and an item of a list (a segment, a step) has a longer line. Written this way a
// report of ten thousand connections is never held as a tree.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "harness/record/json_fields.h"

namespace echocheck {

class JsonDocument {
 public:
  JsonDocument() { Open("", '{'); }

  // Into the object or list that is open; `key` is empty in a list.
  void Add(std::string_view key, const Json& value);
  void OpenObject(std::string_view key) { Open(key, '{'); }
  void OpenList(std::string_view key) { Open(key, '['); }
  void Close();

  // Closes the document and gives it away.
  std::string Take() &&;

 private:
  struct Level {
    char closing;
    bool empty = true;
  };

  void Open(std::string_view key, char opening);
  void Begin(std::string_view key);
  void Append(const Json& value, std::size_t depth, bool is_item);
  void NewLine(std::size_t depth);

  std::string text_;
  std::vector<Level> levels_;
};

}  // namespace echocheck
