// SPDX-License-Identifier: MIT
// The same fields as FieldWriter's (record/json_fields.h), as text on one line and without a tree:
// of a report's bytes most are segments, and a tree of them takes twenty times as long.
#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

#include "harness/base/bytes.h"
#include "harness/base/clock.h"
#include "harness/base/enum_names.h"

namespace echocheck {

// Appends `text` as a JSON string; what is not UTF-8 in it becomes U+FFFD.
void AppendJsonString(std::string_view text, std::string& out);

// One object, from its first field to Finish(). Its keys are ours, and need no escape.
class JsonLineWriter {
 public:
  static constexpr bool kReads = false;

  // `out` is borrowed, and appended to.
  explicit JsonLineWriter(std::string& out) : out_(out) { out_ += '{'; }

  template <class T>
  void operator()(std::string_view key, const T& value) {
    Key(key);
    if constexpr (std::is_enum_v<T>) {
      AppendJsonString(ToString(value), out_);
    } else if constexpr (std::same_as<T, bool>) {
      out_ += value ? "true" : "false";
    } else if constexpr (std::integral<T>) {
      // Not by format_to(): at the end of a long string that makes room for half as much again.
      out_ += std::to_string(value);
    } else if constexpr (std::same_as<T, Nanoseconds>) {
      out_ += std::to_string(value.count());
    } else {
      static_assert(std::same_as<T, std::string>, "nothing that a segment has");
      AppendJsonString(value, out_);
    }
  }
  template <class T>
  void operator()(std::string_view key, const std::optional<T>& value) {
    if (value) (*this)(key, *value);
  }
  // As BytesToJson() spells them.
  void ByteField(std::string_view key, BytesView bytes);
  void Finish() { out_ += '}'; }

 private:
  void Key(std::string_view key) {
    if (out_.back() != '{') out_ += ", ";
    out_ += '"';
    out_ += key;
    out_ += "\": ";
  }

  std::string& out_;
};

}  // namespace echocheck
