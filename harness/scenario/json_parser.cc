// SPDX-License-Identifier: MIT
#include "harness/scenario/json_parser.h"

#include <array>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "harness/base/nearest_name.h"
#include "harness/scenario/json_scanner.h"

namespace echocheck {
namespace {

// Every method that returns a bool has rejected something when that is false.
class JsonParser {
 public:
  JsonParser(std::string_view text, Diagnosis& diagnosis)
      : scanner_(text, diagnosis), diagnosis_(diagnosis) {}

  std::unique_ptr<JsonNode> Document() {
    auto root = std::make_unique<JsonNode>();
    if (!Value(*root, 1)) return nullptr;
    if (!scanner_.AtEnd() && !Expected("the end of the file")) return nullptr;
    return root;
  }

 private:
  // Where the keys of one object were first seen.
  using SeenKeys = std::map<std::string, std::size_t, std::less<>>;

  bool Expected(std::string_view what) {
    diagnosis_.Reject(scanner_.offset(),
                      fmt::format("expected {}, found {}", what, scanner_.Describe()));
    return false;
  }

  // A child is hung into the tree before it is read, so that its pointer is known all the while.
  static JsonNode& Adopt(const JsonNode& parent, std::unique_ptr<JsonNode>& place) {
    place = std::make_unique<JsonNode>();
    place->parent = &parent;
    return *place;
  }

  bool Value(JsonNode& node, int depth) {
    node.offset = scanner_.offset();
    if (scanner_.At('{') || scanner_.At('[')) return Container(node, depth);
    if (scanner_.At('"')) return Text(node, JsonKind::kString, scanner_.TakeString());
    if (scanner_.AtNumber()) return Text(node, JsonKind::kNumber, scanner_.TakeNumber());
    if (scanner_.AtWord()) return Word(node);
    return Expected("a value");
  }

  static bool Text(JsonNode& node, JsonKind kind, std::optional<std::string> text) {
    if (!text) return false;
    node.kind = kind;
    node.text = *std::move(text);
    return true;
  }

  bool Word(JsonNode& node) {
    static constexpr std::array<std::string_view, 3> kWords = {"null", "false", "true"};
    static constexpr std::array kKinds = {JsonKind::kNull, JsonKind::kFalse, JsonKind::kTrue};
    const std::string word = scanner_.TakeWord();
    for (std::size_t i = 0; i < kWords.size(); ++i) {
      if (word != kWords.at(i)) continue;
      node.kind = kKinds.at(i);
      return true;
    }
    std::string hint = DidYouMean(word, kWords);
    if (hint.empty()) hint = ", text stands in double quotes";
    diagnosis_.Reject(node.offset, fmt::format("{} is not JSON{}", Quoted(word), hint));
    return false;
  }

  bool Container(JsonNode& node, int depth) {
    if (depth > kDeepestNesting) {
      diagnosis_.Reject(node.offset, fmt::format("nested more than {} deep", kDeepestNesting));
      return false;
    }
    const bool object = scanner_.At('{');
    const char close = object ? '}' : ']';
    node.kind = object ? JsonKind::kObject : JsonKind::kArray;
    scanner_.Take(object ? '{' : '[');
    SeenKeys keys;
    bool more = !scanner_.Take(close);
    while (more) {
      if (!(object ? Member(node, keys, depth) : Item(node, depth))) return false;
      more = !scanner_.Take(close);
      if (more && !Comma(close)) return false;
    }
    return true;
  }

  bool Comma(char close) {
    const std::size_t comma = scanner_.offset();
    if (!scanner_.Take(',')) return Expected(fmt::format("\",\" or \"{}\"", close));
    if (!scanner_.At(close)) return true;
    diagnosis_.Reject(comma, fmt::format("trailing comma before \"{}\"", close));
    return false;
  }

  bool Member(JsonNode& object, SeenKeys& keys, int depth) {
    const std::size_t key_offset = scanner_.offset();
    if (!scanner_.At('"')) return Expected("a key in double quotes");
    auto key = scanner_.TakeString();
    if (!key) return false;
    JsonMember& member = object.members.emplace_back();
    member.key = *std::move(key);
    member.key_offset = key_offset;
    const auto [first, is_new] = keys.emplace(member.key, key_offset);
    if (!is_new) {
      diagnosis_.RejectKey(object, member,
                           fmt::format("duplicate key {}, it is on line {} already",
                                       Quoted(member.key), diagnosis_.LineOf(first->second)));
      return false;
    }
    if (!scanner_.Take(':')) return Expected("\":\"");
    return Value(Adopt(object, member.value), depth + 1);
  }

  bool Item(JsonNode& array, int depth) {
    return Value(Adopt(array, array.items.emplace_back()), depth + 1);
  }

  JsonScanner scanner_;
  Diagnosis& diagnosis_;
};

}  // namespace

std::unique_ptr<JsonNode> ParseJson(std::string_view text, Diagnosis& diagnosis) {
  return JsonParser(text, diagnosis).Document();
}

}  // namespace echocheck
