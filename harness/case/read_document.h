// SPDX-License-Identifier: MIT
// JSON text that is not trusted -> a struct that json_fields.h can read.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "harness/base/json_syntax.h"
#include "harness/case/json_fields.h"

namespace echocheck {

// Reads `text`, all of it, into `out`. Returns the first mistake as "FILE:LINE:COLUMN: ...". These
// documents may have tens of megabytes, so places are only looked for when there is a mistake.
template <class T>
std::optional<std::string> ReadDocument(std::string_view text, const std::string& file,
                                        UnknownKeys unknown_keys, T& out) {
  const Json document = Json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (document.is_discarded()) return ExplainBadJson(text, file);
  ReadLog log(unknown_keys);
  FromJson(document, log, out);
  if (log.failed()) return log.Message(text, file);
  return std::nullopt;
}

}  // namespace echocheck
