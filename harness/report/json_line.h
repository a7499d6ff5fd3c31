// SPDX-License-Identifier: MIT
// The same fields as FieldWriter's (record/json_fields.h), as text on one line and without a tree.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "harness/base/base64.h"
#include "harness/base/bytes.h"
#include "harness/report/json_text.h"

namespace echocheck {

// One object, from its first field to Finish(). Its keys are ours.
class JsonLineWriter {
 public:
  static constexpr bool kReads = false;

  // `out` is borrowed, and appended to.
  explicit JsonLineWriter(std::string& out) : out_(out), text_(out, JsonSpacing::kOneLine) {
    text_.Open('{');
  }

  template <class T>
  void operator()(std::string_view key, const T& value) {
    text_.Key(key);
    text_.Value(value);
  }
  template <class T>
  void operator()(std::string_view key, const std::optional<T>& value) {
    if (value) (*this)(key, *value);
  }
  // As BytesToJson() spells them.
  void ByteField(std::string_view key, BytesView bytes) {
    text_.Key(key);
    JsonLineWriter nested(out_);
    if (IsUtf8(bytes)) {
      nested("text", bytes);
    } else {
      nested("base64", EncodeBase64(bytes));
    }
    nested.Finish();
  }
  void Finish() { text_.Close('}'); }

 private:
  std::string& out_;
  JsonText text_;
};

}  // namespace echocheck
