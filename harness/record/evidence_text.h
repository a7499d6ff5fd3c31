// SPDX-License-Identifier: MIT
// Evidence, or a part of it, from JSON text that is not trusted. Inside of the layer.
#pragma once

#include <string>
#include <string_view>

#include "harness/record/json_fields.h"

namespace echocheck {

// `text` is one document, of a T. The error names the place, as a JSON pointer or a position.
template <class T>
Status ReadEvidenceText(std::string_view text, T& out) {
  Json document;
  try {
    document = Json::parse(text);
  } catch (const Json::exception& problem) {
    return InternalError("evidence is not JSON: " + std::string(problem.what()));
  }
  ReadLog log;
  FromJson(document, log, out);
  if (log.failed()) return InternalError("evidence: " + log.error()->message);
  return {};
}

}  // namespace echocheck
