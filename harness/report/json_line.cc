// SPDX-License-Identifier: MIT
#include "harness/report/json_line.h"

#include <algorithm>
#include <cstddef>

#include <fmt/format.h>

#include "harness/base/base64.h"

namespace echocheck {
namespace {

// RFC 8259, section 7, in the spelling of the library that writes all else.
void AppendEscaped(char letter, std::string& out) {
  switch (letter) {
    case '"':
      out += "\\\"";
      return;
    case '\\':
      out += "\\\\";
      return;
    case '\b':
      out += "\\b";
      return;
    case '\f':
      out += "\\f";
      return;
    case '\n':
      out += "\\n";
      return;
    case '\r':
      out += "\\r";
      return;
    case '\t':
      out += "\\t";
      return;
    default:
      break;
  }
  if (static_cast<unsigned char>(letter) < 0x20) {
    out += fmt::format("\\u{:04x}", static_cast<unsigned>(letter));
  } else {
    out += letter;
  }
}

}  // namespace

void AppendJsonString(std::string_view text, std::string& out) {
  if (!IsUtf8(text)) return AppendJsonString(ToValidUtf8(text), out);
  const auto is_plain = [](char letter) {
    return static_cast<unsigned char>(letter) >= 0x20 && letter != '"' && letter != '\\';
  };
  out += '"';
  while (!text.empty()) {
    const auto plain = std::ranges::find_if_not(text, is_plain) - text.begin();
    out += text.substr(0, static_cast<std::size_t>(plain));
    text.remove_prefix(static_cast<std::size_t>(plain));
    if (text.empty()) break;
    AppendEscaped(text.front(), out);
    text.remove_prefix(1);
  }
  out += '"';
}

void JsonLineWriter::ByteField(std::string_view key, BytesView bytes) {
  Key(key);
  JsonLineWriter nested(out_);
  if (IsUtf8(bytes)) {
    nested("text", std::string(bytes));
  } else {
    nested("base64", EncodeBase64(bytes));
  }
  nested.Finish();
}

}  // namespace echocheck
