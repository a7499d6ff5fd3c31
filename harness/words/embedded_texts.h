// SPDX-License-Identifier: MIT
// texts/*/*.json as they are; the source is generated from them (cmake/EmbedTexts.cmake).
#pragma once

#include <cstddef>
#include <string_view>

namespace echocheck {

struct EmbeddedTexts {
  std::string_view area;
  std::string_view english;  // JSON
  std::string_view japanese;
};

extern const EmbeddedTexts kEmbeddedTexts[];
extern const std::size_t kEmbeddedTextsCount;

}  // namespace echocheck
