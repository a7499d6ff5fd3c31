// SPDX-License-Identifier: MIT
// A JSON document written piece by piece into one string, laid out for people: what fits a line
// stays on one, and an item of a list (a segment, a step) has a longer line. Written this way a
// report of ten thousand connections is never held as a tree.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "harness/case/json_fields.h"
#include "harness/report/json_line.h"
#include "harness/report/json_text.h"

namespace echocheck {

class JsonDocument {
 public:
  JsonDocument() {
    lines_.Open('{');
    closing_.push_back('}');
  }
  JsonDocument(const JsonDocument&) = delete;
  JsonDocument& operator=(const JsonDocument&) = delete;

  // Makes room for so many bytes: growing by doubling costs as much as all of the writing.
  void Reserve(std::size_t bytes) { text_.reserve(bytes); }

  // Into the object or list that is open; `key` is empty in a list.
  void Add(std::string_view key, const Json& value);
  // The same for an item of the list that is open; a struct that Describe() knows for both writers.
  template <class T>
  void AddItem(const T& value) {
    Begin({});
    const std::size_t before = text_.size();
    JsonLineWriter line(text_);
    Describe(line, value);
    line.Finish();
    if (text_.size() - before <= kItemLine) return;
    text_.resize(before);
    Append(ToJson(value), true);
  }
  void OpenObject(std::string_view key) { Open(key, '{'); }
  void OpenList(std::string_view key) { Open(key, '['); }
  void Close();

  // Closes the document and gives it away.
  std::string Take() &&;

 private:
  static constexpr std::size_t kItemLine = 320;  // bytes: a segment with 32 bytes in base64

  void Open(std::string_view key, char opening);
  void Begin(std::string_view key);
  void Append(const Json& value, bool is_item);

  std::string text_;
  JsonText lines_{text_, JsonSpacing::kLines};
  std::vector<char> closing_;  // brackets of the objects and lists that are open
};

}  // namespace echocheck
