// SPDX-License-Identifier: MIT
#include "harness/report/json_text.h"

#include <algorithm>
#include <cstddef>

#include "harness/base/bytes.h"

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

void JsonText::String(std::string_view text) {
  if (!IsUtf8(text)) return String(ToValidUtf8(text));
  const auto is_plain = [](char letter) {
    return static_cast<unsigned char>(letter) >= 0x20 && letter != '"' && letter != '\\';
  };
  out_ += '"';
  while (!text.empty()) {
    const auto plain = std::ranges::find_if_not(text, is_plain) - text.begin();
    out_ += text.substr(0, static_cast<std::size_t>(plain));
    text.remove_prefix(static_cast<std::size_t>(plain));
    if (text.empty()) break;
    AppendEscaped(text.front(), out_);
    text.remove_prefix(1);
  }
  out_ += '"';
}

void JsonText::NewLine() {
  constexpr std::size_t kIndent = 2;
  out_ += '\n';
  out_.append(depth_ * kIndent, ' ');
}

void JsonText::ForeignKey(std::string_view key) {
  Separate();
  String(key);
  out_ += spacing_ == JsonSpacing::kCompact ? ":" : ": ";
}

}  // namespace echocheck
