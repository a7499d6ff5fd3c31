// SPDX-License-Identifier: MIT
#include "harness/case/bytes_json.h"

#include <utility>

#include "harness/base/base64.h"

namespace echocheck {

nlohmann::ordered_json BytesToJson(BytesView bytes) {
  nlohmann::ordered_json value = nlohmann::ordered_json::object();
  if (IsUtf8(bytes)) {
    value["text"] = bytes;
  } else {
    value["base64"] = EncodeBase64(bytes);
  }
  return value;
}

std::optional<Bytes> BytesFromJson(const nlohmann::ordered_json& value) {
  if (!value.is_object() || value.size() != 1 || !value.begin()->is_string()) return std::nullopt;
  const auto& text = value.begin()->get_ref<const std::string&>();
  if (value.begin().key() == "text") return text;
  if (value.begin().key() != "base64") return std::nullopt;
  auto bytes = DecodeBase64(text);
  if (!bytes) return std::nullopt;
  return std::move(*bytes);
}

}  // namespace echocheck
