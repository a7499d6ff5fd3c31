// SPDX-License-Identifier: MIT
#include "harness/case/reason_json.h"

#include <string>
#include <vector>

#include "harness/words/known_name.h"

namespace echocheck {
namespace {

// A sentence of sentences of sentences ...: ours are three deep.
constexpr int kDeepest = 8;

Json PartToJson(const Sentence& part) {
  return part.name.empty() ? TextToJson(part.plain) : SentenceToJson(part);
}

Json ArgumentToJson(const Argument& argument) {
  if (const auto* number = std::get_if<std::uint64_t>(&argument.value)) return *number;
  if (const auto* text = std::get_if<std::string>(&argument.value)) return TextToJson(*text);
  Json list = Json::array();
  for (const Sentence& part : std::get<std::vector<Sentence>>(argument.value)) {
    list.push_back(PartToJson(part));
  }
  return list;
}

std::optional<Sentence> Read(const Json& json, int depth);

std::optional<std::vector<Sentence>> ReadParts(const Json& list, int depth) {
  std::vector<Sentence> parts;
  for (const Json& item : list) {
    auto part = item.is_string() ? Plain(item.get<std::string>()) : Read(item, depth + 1);
    if (!part) return std::nullopt;
    parts.push_back(*std::move(part));
  }
  return parts;
}

std::optional<Argument> ReadArgument(std::string_view name, const Json& value, int depth) {
  if (const auto number = IntegerFromJson<std::uint64_t>(value)) return Argument(name, *number);
  if (value.is_string()) return Argument(name, value.get<std::string>());
  if (!value.is_array()) return std::nullopt;
  auto parts = ReadParts(value, depth);
  if (!parts) return std::nullopt;
  return Argument(name, *std::move(parts));
}

std::optional<Sentence> Read(const Json& json, int depth) {
  if (depth > kDeepest || !json.is_object()) return std::nullopt;
  const auto name = json.find("name");
  const auto arguments = json.find("arguments");
  if (name == json.end() || !name->is_string()) return std::nullopt;
  const auto known = KnownName(name->get_ref<const std::string&>());
  if (!known) return std::nullopt;
  Sentence sentence = Say(*known);
  if (arguments == json.end()) return sentence;
  if (!arguments->is_object()) return std::nullopt;
  for (const auto& [key, value] : arguments->items()) {
    const auto placeholder = KnownPlaceholder(*known, key);
    if (!placeholder) return std::nullopt;
    auto argument = ReadArgument(*placeholder, value, depth);
    if (!argument) return std::nullopt;
    sentence.arguments.push_back(*std::move(argument));
  }
  return sentence;
}

}  // namespace

Json SentenceToJson(const Sentence& sentence) {
  Json json{{"name", sentence.name}};
  if (sentence.arguments.empty()) return json;
  Json& arguments = json["arguments"] = Json::object();
  for (const Argument& argument : sentence.arguments) {
    arguments[std::string(argument.name)] = ArgumentToJson(argument);
  }
  return json;
}

std::optional<Sentence> SentenceFromJson(const Json& json) { return Read(json, 0); }

}  // namespace echocheck
