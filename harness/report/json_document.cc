// SPDX-License-Identifier: MIT
#include "harness/report/json_document.h"

#include <utility>

namespace echocheck {
namespace {

constexpr std::size_t kIndent = 2;
constexpr std::size_t kLine = 100;      // octets of one value on one line
constexpr std::size_t kItemLine = 320;  // a segment with a 32-octet preview in base64

void AppendInline(const Json& value, std::string& out) {
  if (value.is_object()) {
    out += '{';
    for (const auto& member : value.items()) {
      if (out.back() != '{') out += ", ";
      out += Json(member.key()).dump() + ": ";
      AppendInline(member.value(), out);
    }
    out += '}';
  } else if (value.is_array()) {
    out += '[';
    for (const Json& item : value) {
      if (&item != &value.front()) out += ", ";
      AppendInline(item, out);
    }
    out += ']';
  } else {
    out += value.dump();
  }
}

}  // namespace

void JsonDocument::NewLine(std::size_t depth) {
  text_ += '\n';
  text_.append(depth * kIndent, ' ');
}

void JsonDocument::Begin(std::string_view key) {
  if (levels_.empty()) return;
  if (!levels_.back().empty) text_ += ',';
  levels_.back().empty = false;
  NewLine(levels_.size());
  if (!key.empty()) text_ += Json(key).dump() + ": ";
}

void JsonDocument::Open(std::string_view key, char opening) {
  Begin(key);
  text_ += opening;
  levels_.push_back({opening == '{' ? '}' : ']'});
}

void JsonDocument::Close() {
  const Level level = levels_.back();
  levels_.pop_back();
  if (!level.empty) NewLine(levels_.size());
  text_ += level.closing;
}

void JsonDocument::Append(const Json& value, std::size_t depth, bool is_item) {
  const std::size_t before = text_.size();
  AppendInline(value, text_);
  const bool fits = text_.size() - before <= (is_item ? kItemLine : kLine);
  if (fits || !value.is_structured() || value.empty()) return;
  text_.resize(before);
  const bool is_object = value.is_object();
  text_ += is_object ? '{' : '[';
  bool first = true;
  for (const auto& member : value.items()) {
    if (!std::exchange(first, false)) text_ += ',';
    NewLine(depth + 1);
    if (is_object) text_ += Json(member.key()).dump() + ": ";
    Append(member.value(), depth + 1, !is_object);
  }
  NewLine(depth);
  text_ += is_object ? '}' : ']';
}

void JsonDocument::Add(std::string_view key, const Json& value) {
  const bool is_item = levels_.back().closing == ']';
  Begin(key);
  Append(value, levels_.size(), is_item);
}

std::string JsonDocument::Take() && {
  while (!levels_.empty()) Close();
  text_ += '\n';
  return std::move(text_);
}

}  // namespace echocheck
