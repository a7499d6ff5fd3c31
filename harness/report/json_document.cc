// SPDX-License-Identifier: MIT
#include "harness/report/json_document.h"

#include <cstdint>
#include <utility>

#include "harness/report/json_text.h"

namespace echocheck {
namespace {

constexpr std::size_t kLine = 100;  // bytes of one value on one line

void AppendScalar(const Json& value, JsonText& out) {
  if (value.is_number_unsigned()) {
    out.Number(value.get<std::uint64_t>());
  } else if (value.is_number_integer()) {
    out.Number(value.get<std::int64_t>());
  } else {
    out.Raw(value.dump());
  }
}

// False, with part of it written, as soon as `out` has grown beyond `limit` bytes.
bool AppendInline(const Json& value, std::size_t limit, JsonText& out) {
  if (!value.is_structured()) {
    AppendScalar(value, out);
    return out.size() <= limit;
  }
  const bool is_object = value.is_object();
  out.Open(is_object ? '{' : '[');
  for (auto member = value.begin(); member != value.end(); ++member) {
    is_object ? out.ForeignKey(member.key()) : out.Item();
    if (!AppendInline(*member, limit, out)) return false;
  }
  out.Close(is_object ? '}' : ']');
  return out.size() <= limit;
}

}  // namespace

void JsonDocument::Begin(std::string_view key) {
  key.empty() ? lines_.Item() : lines_.ForeignKey(key);
}

void JsonDocument::Open(std::string_view key, char opening) {
  Begin(key);
  lines_.Open(opening);
  closing_.push_back(opening == '{' ? '}' : ']');
}

void JsonDocument::Close() {
  lines_.Close(closing_.back());
  closing_.pop_back();
}

void JsonDocument::Append(const Json& value, bool is_item) {
  if (!value.is_structured()) return AppendScalar(value, lines_);
  const std::size_t before = text_.size();
  JsonText one_line(text_, JsonSpacing::kOneLine);
  if (AppendInline(value, before + (is_item ? kItemLine : kLine), one_line)) return;
  text_.resize(before);
  const bool is_object = value.is_object();
  lines_.Open(is_object ? '{' : '[');
  for (auto member = value.begin(); member != value.end(); ++member) {
    is_object ? lines_.ForeignKey(member.key()) : lines_.Item();
    Append(*member, !is_object);
  }
  lines_.Close(is_object ? '}' : ']');
}

void JsonDocument::Add(std::string_view key, const Json& value) {
  Begin(key);
  Append(value, closing_.back() == ']');
}

std::string JsonDocument::Take() && {
  while (!closing_.empty()) Close();
  text_ += '\n';
  return std::move(text_);
}

}  // namespace echocheck
