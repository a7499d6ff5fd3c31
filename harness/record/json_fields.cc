// SPDX-License-Identifier: MIT
#include "harness/record/json_fields.h"

#include <algorithm>

namespace echocheck {
namespace {

// RFC 6901, section 3.
std::string EscapePointerPart(std::string_view part) {
  std::string escaped;
  for (const char letter : part) {
    if (letter == '~') {
      escaped += "~0";
    } else if (letter == '/') {
      escaped += "~1";
    } else {
      escaped += letter;
    }
  }
  return escaped;
}

}  // namespace

Json TextToJson(const std::string& text) { return IsUtf8(text) ? text : ToValidUtf8(text); }

void FieldWriter::Octets(const char* key, const std::vector<Bytes>& list) {
  Json& items = object_[key] = Json::array();
  for (const Bytes& octets : list) items.push_back(OctetsToJson(octets));
}

void ReadLog::Fail(std::string_view what) {
  if (error_) return;
  std::string pointer;
  for (const std::string& part : path_) pointer += "/" + EscapePointerPart(part);
  error_ = InternalError((pointer.empty() ? "the document" : pointer) + " " + std::string(what));
}

const Json* FieldReader::Find(const char* key) const {
  const auto found = object_.find(key);
  return found == object_.end() ? nullptr : &*found;
}

const Json* FieldReader::Require(const char* key) {
  known_.emplace_back(key);
  const Json* value = Find(key);
  if (value == nullptr) {
    const ReadLog::Scope scope(log_, key);
    log_.Fail("is missing");
  }
  return value;
}

void FieldReader::Octets(const char* key, Bytes& out) {
  const Json* value = Require(key);
  if (value == nullptr) return;
  const ReadLog::Scope scope(log_, key);
  auto octets = OctetsFromJson(*value);
  if (!octets) return log_.Fail(R"(is neither {"text": ...} nor {"base64": ...})");
  out = *std::move(octets);
}

void FieldReader::Octets(const char* key, std::vector<Bytes>& out) {
  const Json* list = Require(key);
  if (list == nullptr) return;
  const ReadLog::Scope scope(log_, key);
  if (!list->is_array()) return log_.Fail("is not a list");
  out.clear();
  for (const Json& item : *list) {
    const ReadLog::Scope item_scope(log_, std::to_string(out.size()));
    auto octets = OctetsFromJson(item);
    if (!octets) return log_.Fail(R"(is neither {"text": ...} nor {"base64": ...})");
    out.push_back(*std::move(octets));
  }
}

Json FieldReader::Raw(const char* key) {
  const Json* value = Require(key);
  return value == nullptr ? Json() : *value;
}

void FieldReader::Finish() {
  if (log_.unknown_keys() == UnknownKeys::kAreIgnored) return;
  for (const auto& member : object_.items()) {
    if (std::ranges::find(known_, member.key()) != known_.end()) continue;
    const ReadLog::Scope scope(log_, member.key());
    return log_.Fail("is not a key that is known here");
  }
}

}  // namespace echocheck
