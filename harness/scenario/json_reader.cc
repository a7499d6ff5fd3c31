// SPDX-License-Identifier: MIT
#include "harness/scenario/json_reader.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

#include "harness/base/bytes.h"
#include "harness/base/nearest_name.h"
#include "harness/base/quoted.h"
#include "harness/words/because.h"

namespace echocheck {
namespace {

// Ten minutes: longer than any step of a check takes, short enough to notice a slip of a digit.
constexpr std::uint64_t kLongestMilliseconds = 600'000;

std::string_view Shortened(std::string_view number) { return number.substr(0, 40); }

// JSON has one kind of number: 1e3 and 1000.0 are whole, too.
std::optional<double> WholeValue(const std::string& number) {
  double value = 0;
  const char* const end = number.data() + number.size();
  const auto status = std::from_chars(number.data(), end, value).ec;
  if (status != std::errc() || value != std::floor(value)) return std::nullopt;
  return value;
}

bool HasFractionOrExponent(std::string_view number) {
  return number.find_first_of(".eE") != std::string_view::npos;
}

// Of what RejectType() is given, and of the kinds of JSON values.
Sentence SayKind(std::string_view english) {
  struct Kind {
    std::string_view english;
    std::string_view name;
  };
  static constexpr Kind kKinds[] = {
      {"an object", "errors.object"},
      {"an array", "errors.array"},
      {"a string", "errors.string"},
      {"a number", "errors.number"},
      {"a whole number", "errors.whole_number"},
      {"true or false", "errors.true_or_false"},
      {"a string or an object", "errors.string_or_object"},
      {"the number 1", "errors.number_one"},
      {"a step, a word or an object with one key", "errors.step"},
  };
  const auto* const found = std::ranges::find(kKinds, english, &Kind::english);
  return found == std::end(kKinds) ? Plain(std::string(english)) : Say(found->name);
}

bool IsNameCharacter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
         c == '_' || c == '-';
}

}  // namespace

ObjectReader::ObjectReader(const JsonNode& node, std::vector<std::string_view> known,
                           Diagnosis& diagnosis)
    : node_(node), diagnosis_(diagnosis) {
  if (!CheckKind(node, JsonKind::kObject, diagnosis)) return;
  for (const JsonMember& member : node.members) {
    if (std::find(known.begin(), known.end(), member.key) != known.end()) continue;
    diagnosis.RejectKey(node, member,
                        Say("errors.unknown_key",
                            {{"key", Quoted(member.key)}, {"hint", SayHintAt(member.key, known)}}));
    return;
  }
}

const JsonNode* ObjectReader::Find(std::string_view key) const { return FindMember(node_, key); }

const JsonNode* ObjectReader::Require(std::string_view key) {
  const JsonNode* const found = Find(key);
  if (found == nullptr) diagnosis_.Reject(node_, Say("errors.missing_key", {{"key", key}}));
  return found;
}

const JsonNode* FindMember(const JsonNode& node, std::string_view key) {
  const auto found = std::find_if(node.members.begin(), node.members.end(),
                                  [&](const JsonMember& member) { return member.key == key; });
  return found == node.members.end() ? nullptr : found->value.get();
}

void RejectType(const JsonNode& node, std::string_view what, Diagnosis& diagnosis) {
  diagnosis.Reject(node, Say("errors.other_kind", {{"expected", SayKind(what)},
                                                   {"found", SayKind(ToString(node.kind))}}));
}

bool CheckKind(const JsonNode& node, JsonKind kind, Diagnosis& diagnosis) {
  if (node.kind == kind) return true;
  RejectType(node, ToString(kind), diagnosis);
  return false;
}

std::string HintAt(std::string_view typed, const std::vector<std::string_view>& known) {
  std::string hint = DidYouMean(typed, known);
  if (!hint.empty()) return hint;
  for (std::size_t i = 0; i < known.size(); ++i) {
    const std::string_view joint = i == 0 ? ", expected " : i + 1 < known.size() ? ", " : " or ";
    hint += fmt::format("{}\"{}\"", joint, known[i]);
  }
  return hint;
}

Sentence SayHintAt(std::string_view typed, const std::vector<std::string_view>& known) {
  Sentence meant = SayDidYouMean(typed, known);
  if (!meant.empty() || known.empty()) return meant;
  std::vector<Sentence> names;
  for (const std::string_view name : known) names.push_back(Plain(Quoted(std::string(name))));
  Sentence last = std::move(names.back());
  names.pop_back();
  if (names.empty()) return Say("errors.expected_one_of", {{"names", std::move(last)}});
  return Say("errors.expected_one_of",
             {{"names",
               Say("checks.either", {{"choices", std::move(names)}, {"last", std::move(last)}})}});
}

std::uint64_t ReadInteger(const JsonNode& node, std::uint64_t min, std::uint64_t max,
                          Diagnosis& diagnosis) {
  constexpr double kTwoTo64 = 18446744073709551616.0;
  if (node.kind != JsonKind::kNumber) {
    RejectType(node, "a whole number", diagnosis);
    return min;
  }
  std::uint64_t value = 0;
  const char* const end = node.text.data() + node.text.size();
  const auto [stop, status] = std::from_chars(node.text.data(), end, value);
  bool in_range = status == std::errc();
  if (stop != end) {
    const auto whole = WholeValue(node.text);
    if (!whole && HasFractionOrExponent(node.text)) {
      diagnosis.Reject(node, Say("errors.no_whole_number", {{"text", Shortened(node.text)}}));
      return min;
    }
    in_range = whole && *whole >= 0 && *whole < kTwoTo64;
    if (in_range) value = static_cast<std::uint64_t>(*whole);
  }
  if (in_range && value >= min && value <= max) return value;
  diagnosis.Reject(node, Say("errors.out_of_range",
                             {{"text", Shortened(node.text)}, {"min", min}, {"max", max}}));
  return min;
}

Milliseconds ReadMilliseconds(const JsonNode& node, Diagnosis& diagnosis) {
  return Milliseconds(ReadInteger(node, 1, kLongestMilliseconds, diagnosis));
}

bool ReadBool(const JsonNode& node, Diagnosis& diagnosis) {
  if (node.kind != JsonKind::kTrue && node.kind != JsonKind::kFalse) {
    RejectType(node, "true or false", diagnosis);
  }
  return node.kind == JsonKind::kTrue;
}

std::string ReadString(const JsonNode& node, Diagnosis& diagnosis) {
  return CheckKind(node, JsonKind::kString, diagnosis) ? node.text : "";
}

std::string ReadLine(const JsonNode& node, Diagnosis& diagnosis) {
  std::string line = ReadString(node, diagnosis);
  if (line.empty()) diagnosis.Reject(node, Say("errors.empty_line"));
  const bool breaks = line.find_first_of("\n\t") != std::string::npos || EscapeText(line) != line;
  if (breaks) diagnosis.Reject(node, Say("errors.no_plain_line"));
  return line;
}

std::string ReadName(const JsonNode& node, Diagnosis& diagnosis) {
  constexpr std::size_t kLongestName = 64;
  std::string name = ReadString(node, diagnosis);
  if (name.empty() || name.size() > kLongestName ||
      !std::all_of(name.begin(), name.end(), IsNameCharacter)) {
    diagnosis.Reject(node, Say("errors.no_name", {{"text", Quoted(name)}, {"most", kLongestName}}));
  }
  return name;
}

}  // namespace echocheck
