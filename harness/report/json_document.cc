// SPDX-License-Identifier: MIT
#include "harness/report/json_document.h"

#include <cstdint>
#include <utility>

#include "harness/report/json_line.h"

namespace echocheck {
namespace {

constexpr std::size_t kIndent = 2;
constexpr std::size_t kLine = 100;  // bytes of one value on one line

// Most keys are ours. Those of a map may come from a report that somebody changed.
void AppendKey(std::string_view key, std::string& out) {
  AppendJsonString(key, out);
  out += ": ";
}

void AppendScalar(const Json& value, std::string& out) {
  if (value.is_number_unsigned()) {
    out += std::to_string(value.get<std::uint64_t>());
  } else if (value.is_number_integer()) {
    out += std::to_string(value.get<std::int64_t>());
  } else {
    out += value.dump();
  }
}

// False, with part of it written, as soon as `out` has grown beyond `limit` bytes.
bool AppendInline(const Json& value, std::size_t limit, std::string& out) {
  if (!value.is_structured()) {
    AppendScalar(value, out);
    return out.size() <= limit;
  }
  const bool is_object = value.is_object();
  bool first = true;
  out += is_object ? '{' : '[';
  for (auto member = value.begin(); member != value.end(); ++member) {
    if (!std::exchange(first, false)) out += ", ";
    if (is_object) AppendKey(member.key(), out);
    if (!AppendInline(*member, limit, out)) return false;
  }
  out += is_object ? '}' : ']';
  return out.size() <= limit;
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
  if (!key.empty()) AppendKey(key, text_);
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
  if (!value.is_structured()) return AppendScalar(value, text_);
  const std::size_t before = text_.size();
  if (AppendInline(value, before + (is_item ? kItemLine : kLine), text_)) return;
  text_.resize(before);
  const bool is_object = value.is_object();
  text_ += is_object ? '{' : '[';
  bool first = true;
  for (auto member = value.begin(); member != value.end(); ++member) {
    if (!std::exchange(first, false)) text_ += ',';
    NewLine(depth + 1);
    if (is_object) AppendKey(member.key(), text_);
    Append(*member, depth + 1, !is_object);
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
