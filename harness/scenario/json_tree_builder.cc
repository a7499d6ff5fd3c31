// SPDX-License-Identifier: MIT
#include "harness/scenario/json_tree_builder.h"

#include <map>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "harness/base/json_syntax.h"
#include "harness/base/quoted.h"

namespace echocheck {
namespace {

class JsonTreeBuilder : public JsonListener {
 public:
  explicit JsonTreeBuilder(Diagnosis& diagnosis) : diagnosis_(diagnosis) {}

  std::unique_ptr<JsonNode> TakeRoot() { return std::move(root_); }
  const JsonNode& last() const { return *last_; }  // only after a value

  bool OnValue(JsonKind kind, std::size_t offset, std::string text) override {
    JsonNode& node = AddNode();
    node.kind = kind;
    node.offset = offset;
    node.text = std::move(text);
    if (kind != JsonKind::kArray && kind != JsonKind::kObject) return true;
    if (open_.size() == kDeepestNesting) {
      diagnosis_.Reject(offset, fmt::format("nested more than {} deep", kDeepestNesting));
    }
    open_.push_back({node, {}});
    return diagnosis_.ok();
  }

  bool OnKey(std::string key, std::size_t offset) override {
    auto& [object, keys] = open_.back();
    JsonMember& member = object.members.emplace_back();
    member.key = std::move(key);
    member.key_offset = offset;
    const auto [first, is_new] = keys.emplace(member.key, offset);
    if (!is_new) {
      diagnosis_.RejectKey(object, member,
                           fmt::format("duplicate key {}, it is on line {} already",
                                       Quoted(member.key), diagnosis_.LineOf(first->second)));
    }
    return is_new;
  }

  bool OnEnd() override {
    open_.pop_back();
    return true;
  }

 private:
  struct Container {
    JsonNode& node;
    std::map<std::string, std::size_t> keys;  // of an object, with the offsets of the keys
  };

  JsonNode& AddNode() {
    auto node = std::make_unique<JsonNode>();
    JsonNode& added = *node;
    last_ = &added;
    if (open_.empty()) {
      root_ = std::move(node);
      return added;
    }
    JsonNode& parent = open_.back().node;
    node->parent = &parent;
    auto& place = parent.kind == JsonKind::kObject ? parent.members.back().value
                                                   : parent.items.emplace_back();
    place = std::move(node);
    return added;
  }

  Diagnosis& diagnosis_;
  std::unique_ptr<JsonNode> root_;
  const JsonNode* last_ = nullptr;
  std::vector<Container> open_;
};

}  // namespace

std::unique_ptr<JsonNode> ParseJson(std::string_view text, Diagnosis& diagnosis) {
  JsonTreeBuilder builder(diagnosis);
  if (const auto mistake = ReadJson(text, builder)) {
    if (mistake->in_value) diagnosis.Reject(builder.last(), mistake->message);
    diagnosis.Reject(mistake->offset, mistake->message);
  }
  return diagnosis.ok() ? builder.TakeRoot() : nullptr;
}

}  // namespace echocheck
