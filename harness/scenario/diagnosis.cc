// SPDX-License-Identifier: MIT
#include "harness/scenario/diagnosis.h"

#include <utility>

#include <fmt/format.h>

#include "harness/base/json_pointer.h"
#include "harness/base/text_place.h"
#include "harness/words/because.h"

namespace echocheck {
namespace {

// The last step of a pointer: which child of its parent a node is.
std::string StepDown(const JsonNode& node) {
  const JsonNode& parent = *node.parent;
  for (const JsonMember& member : parent.members) {
    if (member.value.get() == &node) return "/" + EscapePointerPart(member.key);
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
  if (ok()) Report(offset, "", Plain(std::string(message)));
}

void Diagnosis::Reject(const JsonNode& node, std::string_view message) {
  Reject(node, Plain(std::string(message)));
}

void Diagnosis::Reject(const JsonNode& node, Sentence message) {
  if (ok()) Report(node.offset, JsonPointer(node), std::move(message));
}

void Diagnosis::RejectKey(const JsonNode& object, const JsonMember& member,
                          std::string_view message) {
  RejectKey(object, member, Plain(std::string(message)));
}

void Diagnosis::RejectKey(const JsonNode& object, const JsonMember& member, Sentence message) {
  if (ok()) Report(member.key_offset, JsonPointer(object), std::move(message));
}

std::size_t Diagnosis::LineOf(std::size_t offset) const { return echocheck::LineOf(text_, offset); }

void Diagnosis::Report(std::size_t offset, const std::string& pointer, Sentence message) {
  std::string place = PlaceInFile(text_, offset, path_);
  if (!pointer.empty()) place += ": " + pointer;
  error_ =
      UsageError(Say("errors.says", {{"what", std::move(place)}, {"why", std::move(message)}}));
}

std::string JsonPointer(const JsonNode& node) {
  std::string pointer;
  for (const JsonNode* at = &node; at->parent != nullptr; at = at->parent) {
    pointer.insert(0, StepDown(*at));
  }
  return pointer;
}

}  // namespace echocheck
