// SPDX-License-Identifier: MIT
// Bytes as JSON, so that any of them survive: {"text": "hoge\n"} when they are well-formed UTF-8,
// otherwise {"base64": "aG9nZQD/"}. The one spelling of bytes in evidence.json and report.json.
#pragma once

#include <optional>

#include <nlohmann/json.hpp>

#include "harness/base/bytes.h"

namespace echocheck {

nlohmann::ordered_json BytesToJson(BytesView bytes);

// nullopt: not one of the two forms, or broken base64.
std::optional<Bytes> BytesFromJson(const nlohmann::ordered_json& value);

}  // namespace echocheck
