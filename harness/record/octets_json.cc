// SPDX-License-Identifier: MIT
#include "harness/record/octets_json.h"

#include <utility>

#include "harness/base/base64.h"

namespace echocheck {

nlohmann::ordered_json OctetsToJson(BytesView octets) {
  nlohmann::ordered_json value = nlohmann::ordered_json::object();
  if (IsUtf8(octets)) {
    value["text"] = octets;
  } else {
    value["base64"] = EncodeBase64(octets);
  }
  return value;
}

std::optional<Bytes> OctetsFromJson(const nlohmann::ordered_json& value) {
  if (!value.is_object() || value.size() != 1 || !value.begin()->is_string()) return std::nullopt;
  const auto& text = value.begin()->get_ref<const std::string&>();
  if (value.begin().key() == "text") return text;
  if (value.begin().key() != "base64") return std::nullopt;
  auto octets = DecodeBase64(text);
  if (!octets) return std::nullopt;
  return std::move(*octets);
}

}  // namespace echocheck
