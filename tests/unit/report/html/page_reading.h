// SPDX-License-Identifier: MIT
// A page read back: its data as a browser's JSON parser gets it.
#pragma once

#include <string>
#include <string_view>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace echocheck {

// What stands between the tags of the data element.
inline std::string DataElement(const std::string& page) {
  constexpr std::string_view kBegin = R"(<script type="application/json" id="data">)";
  const std::size_t begin = page.find(kBegin);
  if (begin == std::string::npos) return "";
  const std::size_t from = begin + kBegin.size();
  return page.substr(from, page.find("</script", from) - from);
}

inline nlohmann::json DataOf(const std::string& page) {
  return nlohmann::json::parse(DataElement(page), nullptr, /*allow_exceptions=*/false);
}

inline std::size_t CountOf(std::string_view part, std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string_view::npos;
       at = text.find(part, at + 1)) {
    ++count;
  }
  return count;
}

}  // namespace echocheck
