// SPDX-License-Identifier: MIT
#include "harness/scenario/diagnosis.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "harness/base/bytes.h"

namespace echocheck {
namespace {

bool StartsCharacter(char octet) { return (static_cast<unsigned char>(octet) & 0xc0U) != 0x80U; }

std::size_t CountCharacters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), StartsCharacter));
}

std::size_t LengthByLead(char lead) {
  const auto octet = static_cast<unsigned char>(lead);
  if (octet < 0x80) return 1;
  if (octet < 0xe0) return 2;
  return octet < 0xf0 ? 3 : 4;
}

// The last step of a pointer: which child of its parent a node is.
std::string StepDown(const JsonNode& node) {
  const JsonNode& parent = *node.parent;
  for (const JsonMember& member : parent.members) {
    // The readers only go down known keys, and none of ours needs the escapes ~0 and ~1.
    if (member.value.get() == &node) return "/" + member.key;
  }
  for (std::size_t i = 0; i < parent.items.size(); ++i) {
    if (parent.items[i].get() == &node) return fmt::format("/{}", i);
  }
  return "";
}

}  // namespace

Diagnosis::Diagnosis(std::string path, std::string_view text)
    : path_(std::move(path)), text_(text) {}

void Diagnosis::Reject(std::size_t offset, std::string_view message) {
  if (ok()) Report(offset, "", message);
}

void Diagnosis::Reject(const JsonNode& node, std::string_view message) {
  if (ok()) Report(node.offset, JsonPointer(node), message);
}

void Diagnosis::RejectKey(const JsonNode& object, const JsonMember& member,
                          std::string_view message) {
  if (ok()) Report(member.key_offset, JsonPointer(object), message);
}

std::size_t Diagnosis::LineOf(std::size_t offset) const {
  const std::string_view before = text_.substr(0, offset);
  return 1 + static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n'));
}

void Diagnosis::Report(std::size_t offset, const std::string& pointer, std::string_view message) {
  const std::string_view before = text_.substr(0, offset);
  const std::string_view line = before.substr(before.rfind('\n') + 1);  // npos + 1 is 0
  error_ =
      UsageError(fmt::format("{}:{}:{}: {}{}{}", path_, LineOf(offset), CountCharacters(line) + 1,
                             pointer, pointer.empty() ? "" : ": ", message));
}

std::string JsonPointer(const JsonNode& node) {
  std::string pointer;
  for (const JsonNode* at = &node; at->parent != nullptr; at = at->parent) {
    pointer.insert(0, StepDown(*at));
  }
  return pointer;
}

std::optional<std::size_t> FirstBadUtf8(std::string_view text) {
  std::size_t offset = 0;
  while (offset < text.size()) {
    const std::size_t length = LengthByLead(text[offset]);
    if (!IsUtf8(text.substr(offset, length))) return offset;
    offset += length;
  }
  return std::nullopt;
}

std::string Quoted(std::string_view text) {
  constexpr std::size_t kLongest = 60;  // a line of a terminal has room for little more
  const bool plain = text.find_first_of("\n\t\"\\") == std::string_view::npos;
  std::string shown = plain ? std::string(text) : EscapeBytes(text);
  if (shown.size() > kLongest) {
    std::size_t cut = kLongest;
    while (!StartsCharacter(shown[cut])) --cut;
    shown = shown.substr(0, cut) + "...";
  }
  return "\"" + shown + "\"";
}

}  // namespace echocheck
