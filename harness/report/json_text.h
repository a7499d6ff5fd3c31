// SPDX-License-Identifier: MIT
// Writes JSON as text, without a tree. The only place that knows its punctuation and its escapes:
// of a report's bytes most are segments, and a tree of them takes five times as long.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>

#include <fmt/format.h>

#include "harness/base/clock.h"
#include "harness/base/enum_names.h"

namespace echocheck {

enum class JsonSpacing : std::uint8_t {
  kCompact,  // {"a":1,"b":2}
  kOneLine,  // {"a": 1, "b": 2}
  kLines,    // each member on a line of its own
};

class JsonText {
 public:
  // `out` is borrowed, and appended to.
  explicit JsonText(std::string& out, JsonSpacing spacing = JsonSpacing::kCompact)
      : out_(out), spacing_(spacing) {}

  // An object or a list: '{' and '}', or '[' and ']'. Each member begins with Key() or Item().
  void Open(char bracket) {
    out_ += bracket;
    ++depth_;
  }
  void Close(char bracket) {
    --depth_;
    if (spacing_ == JsonSpacing::kLines && !AtOpening()) NewLine();
    out_ += bracket;
  }
  // A key of ours, which needs no escape.
  void Key(std::string_view key) {
    Separate();
    out_ += '"';
    out_ += key;
    out_ += spacing_ == JsonSpacing::kCompact ? "\":" : "\": ";
  }
  // A key that may come from a file that somebody changed.
  void ForeignKey(std::string_view key);
  void Item() { Separate(); }

  // Writes a string. What is not UTF-8 in it becomes U+FFFD.
  void String(std::string_view text);
  template <std::integral T>
  void Number(T value) {
    const fmt::format_int digits(value);
    out_.append(digits.data(), digits.size());
  }
  template <class T>
  void Value(const T& value) {
    if constexpr (std::is_enum_v<T>) {
      String(ToString(value));
    } else if constexpr (std::same_as<T, bool>) {
      out_ += value ? "true" : "false";
    } else if constexpr (std::integral<T>) {
      Number(value);
    } else if constexpr (std::same_as<T, Nanoseconds>) {
      Number(value.count());
    } else {
      String(value);
    }
  }
  // Writes a value that is JSON already.
  void Raw(std::string_view json) { out_ += json; }

  std::size_t size() const { return out_.size(); }

 private:
  bool AtOpening() const { return out_.back() == '{' || out_.back() == '['; }
  void Separate() {
    if (!AtOpening()) {
      out_ += ',';
      if (spacing_ == JsonSpacing::kOneLine) out_ += ' ';
    }
    if (spacing_ == JsonSpacing::kLines) NewLine();
  }
  void NewLine();

  std::string& out_;
  JsonSpacing spacing_;
  std::size_t depth_ = 0;
};

}  // namespace echocheck
