// SPDX-License-Identifier: MIT
// From JSON values to typed ones. What does not fit is rejected, and a harmless value returned.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "harness/base/clock.h"
#include "harness/base/enum_names.h"
#include "harness/base/quoted.h"
#include "harness/scenario/diagnosis.h"
#include "harness/scenario/json_node.h"

namespace echocheck {

// An object that may hold `known` keys and no others. Refers to its arguments; keep it local.
class ObjectReader {
 public:
  ObjectReader(const JsonNode& node, std::vector<std::string_view> known, Diagnosis& diagnosis);

  const JsonNode* Find(std::string_view key) const;  // null: not there
  const JsonNode* Require(std::string_view key);     // null: not there, and rejected

 private:
  const JsonNode& node_;
  Diagnosis& diagnosis_;
};

// The value of `key`; null: not there, or `node` is no object.
const JsonNode* FindMember(const JsonNode& node, std::string_view key);

// "expected <what>, found an array"
void RejectType(const JsonNode& node, std::string_view what, Diagnosis& diagnosis);
bool CheckKind(const JsonNode& node, JsonKind kind, Diagnosis& diagnosis);

// Which of `known` the user may have meant, or else all of them: `, did you mean "a"?`,
// `, expected "a" or "b"`.
std::string HintAt(std::string_view typed, const std::vector<std::string_view>& known);
Sentence SayHintAt(std::string_view typed, const std::vector<std::string_view>& known);

std::uint64_t ReadInteger(const JsonNode& node, std::uint64_t min, std::uint64_t max,
                          Diagnosis& diagnosis);
Milliseconds ReadMilliseconds(const JsonNode& node, Diagnosis& diagnosis);  // 1 to 600000
bool ReadBool(const JsonNode& node, Diagnosis& diagnosis);
std::string ReadString(const JsonNode& node, Diagnosis& diagnosis);
// Not empty, and nothing in it that would break a line of output.
std::string ReadLine(const JsonNode& node, Diagnosis& diagnosis);
// A name that stands in messages and reports: letters, digits, ".", "_" and "-", at most 64.
std::string ReadName(const JsonNode& node, Diagnosis& diagnosis);

template <class Enum>
Enum ReadEnum(const JsonNode& node, Diagnosis& diagnosis) {
  if (!CheckKind(node, JsonKind::kString, diagnosis)) return Enum{};
  if (const auto value = FromString<Enum>(node.text)) return *value;
  constexpr auto kNames = EnumNames(Enum{});
  diagnosis.Reject(node, Say("errors.unknown_word",
                             {{"word", Quoted(node.text)},
                              {"hint", SayHintAt(node.text, {kNames.begin(), kNames.end()})}}));
  return Enum{};
}

}  // namespace echocheck
