// SPDX-License-Identifier: MIT
#include "harness/report/html/page_text.h"

#include <cstddef>

#include "harness/report/console_text.h"

namespace echocheck {

std::string ShowableText(BytesView text) {
  std::string shown;
  for (const std::string& line : SafeLines(text)) {
    if (!shown.empty()) shown += '\n';
    shown += line;
  }
  return shown;
}

void MakeShowable(Json& json) {
  if (json.is_string()) {
    json = ShowableText(json.get_ref<const std::string&>());
  } else if (json.is_structured()) {
    for (Json& member : json) MakeShowable(member);
  }
}

std::string EscapeHtml(std::string_view text) {
  std::string escaped;
  escaped.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      case '\'':
        escaped += "&#39;";
        break;
      default:
        escaped += c;
    }
  }
  return escaped;
}

std::string EscapeForScript(std::string_view json) {
  std::string escaped;
  escaped.reserve(json.size() + json.size() / 64);
  std::size_t copied = 0;
  const auto replace = [&](std::size_t at, std::size_t size, std::string_view by) {
    escaped += json.substr(copied, at - copied);
    escaped += by;
    copied = at + size;
  };
  for (std::size_t at = 0; at < json.size(); ++at) {
    const char c = json[at];
    if (c == '<') {
      replace(at, 1, "\\u003c");
    } else if (c == '>') {
      replace(at, 1, "\\u003e");
    } else if (c == '&') {
      replace(at, 1, "\\u0026");
    } else if (c == '\xe2') {
      // U+2028 and U+2029 end a line in older scripts.
      const std::string_view character = json.substr(at, 3);
      if (character == "\xe2\x80\xa8") replace(at, 3, "\\u2028");
      if (character == "\xe2\x80\xa9") replace(at, 3, "\\u2029");
    }
  }
  escaped += json.substr(copied);
  return escaped;
}

}  // namespace echocheck
