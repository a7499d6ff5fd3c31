// SPDX-License-Identifier: MIT
#include "harness/case/json_fields.h"

#include <algorithm>

#include "harness/base/quoted.h"
#include "harness/base/text_place.h"

namespace echocheck {

Json TextToJson(const std::string& text) { return IsUtf8(text) ? text : ToValidUtf8(text); }

void FieldWriter::ByteField(const char* key, const std::vector<Bytes>& list) {
  Json& items = object_[key] = Json::array();
  for (const Bytes& bytes : list) items.push_back(BytesToJson(bytes));
}

void ReadLog::Fail(std::string_view what) {
  if (!mistake_) mistake_ = {path_, std::string(what), false};
}

void ReadLog::FailAtKey(std::string key, std::string_view what) {
  if (mistake_) return;
  mistake_ = {path_, std::string(what), true};
  mistake_->path.push_back(std::move(key));
}

std::string ReadLog::Message(std::string_view text, const std::string& file) const {
  text = WithoutByteOrderMark(text);
  JsonPath path = mistake_->path;
  const JsonPlace place = FindInJson(text, path).value_or(JsonPlace());
  if (mistake_->at_key) path.pop_back();
  const std::string pointer = path.empty() ? "" : PointerTo(path) + ": ";
  return PlaceInFile(text, mistake_->at_key ? place.key : place.value, file) + ": " + pointer +
         mistake_->what;
}

const Json* FieldReader::Find(const char* key) const {
  const auto found = object_.find(key);
  return found == object_.end() ? nullptr : &*found;
}

const Json* FieldReader::Require(const char* key) {
  known_.emplace_back(key);
  const Json* value = Find(key);
  if (value == nullptr) log_.Fail("missing key \"" + std::string(key) + "\"");
  return value;
}

void FieldReader::ByteField(const char* key, Bytes& out) {
  const Json* value = Require(key);
  if (value == nullptr) return;
  const ReadLog::Scope scope(log_, key);
  auto bytes = BytesFromJson(*value);
  if (!bytes) return log_.Fail(R"(expected {"text": ...} or {"base64": ...})");
  out = *std::move(bytes);
}

void FieldReader::ByteField(const char* key, std::vector<Bytes>& out) {
  const Json* list = Require(key);
  if (list == nullptr) return;
  const ReadLog::Scope scope(log_, key);
  if (!list->is_array()) return log_.Fail("expected a list");
  out.clear();
  for (const Json& item : *list) {
    const ReadLog::Scope item_scope(log_, std::to_string(out.size()));
    auto bytes = BytesFromJson(item);
    if (!bytes) return log_.Fail(R"(expected {"text": ...} or {"base64": ...})");
    out.push_back(*std::move(bytes));
  }
}

Json FieldReader::Raw(const char* key) {
  const Json* value = Require(key);
  return value == nullptr ? Json() : *value;
}

Json FieldReader::RawIfThere(const char* key) {
  known_.emplace_back(key);
  const Json* value = Find(key);
  return value == nullptr ? Json() : *value;
}

bool FieldReader::Has(const char* key) const { return Find(key) != nullptr; }

void FieldReader::Finish() {
  if (log_.unknown_keys() == UnknownKeys::kAreIgnored) return;
  for (const auto& member : object_.items()) {
    if (std::ranges::find(known_, member.key()) != known_.end()) continue;
    return log_.FailAtKey(member.key(), "unknown key " + Quoted(member.key()));
  }
}

}  // namespace echocheck
