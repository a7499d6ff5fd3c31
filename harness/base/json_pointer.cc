// SPDX-License-Identifier: MIT
#include "harness/base/json_pointer.h"

#include <utility>

#include "harness/base/json_syntax.h"

namespace echocheck {
namespace {

class PathFinder : public JsonListener {
 public:
  explicit PathFinder(const JsonPath& path) : path_(path) {}

  const std::optional<JsonPlace>& found() const { return found_; }

  bool OnKey(std::string key, std::size_t offset) override {
    open_.back().part = std::move(key);
    key_ = offset;
    return true;
  }
  bool OnValue(JsonKind kind, std::size_t offset, std::string /*text*/) override {
    const bool is_item = !open_.empty() && open_.back().is_array;
    if (is_item) open_.back().part = std::to_string(open_.back().items++);
    if (IsHere()) {
      found_ = JsonPlace{open_.empty() || is_item ? offset : key_, offset};
      return false;
    }
    if (kind == JsonKind::kArray || kind == JsonKind::kObject) {
      open_.push_back({kind == JsonKind::kArray, 0, ""});
    }
    return true;
  }
  bool OnEnd() override {
    open_.pop_back();
    return true;
  }

 private:
  struct Container {
    bool is_array = false;
    std::size_t items = 0;
    std::string part;  // which of its values is being read
  };

  bool IsHere() const {
    if (open_.size() != path_.size()) return false;
    for (std::size_t i = path_.size(); i-- > 0;) {
      if (open_[i].part != path_[i]) return false;
    }
    return true;
  }

  const JsonPath& path_;
  std::vector<Container> open_;
  std::size_t key_ = 0;
  std::optional<JsonPlace> found_;
};

}  // namespace

std::string PointerTo(const JsonPath& path) {
  std::string pointer;
  for (const std::string& part : path) pointer += "/" + EscapePointerPart(part);
  return pointer;
}

std::string EscapePointerPart(std::string_view key) {
  std::string escaped;
  for (const char letter : key) {
    if (letter == '~') {
      escaped += "~0";
    } else if (letter == '/') {
      escaped += "~1";
    } else {
      escaped += letter;
    }
  }
  return escaped;
}

std::optional<JsonPlace> FindInJson(std::string_view text, const JsonPath& path) {
  PathFinder finder(path);
  ReadJson(text, finder);
  return finder.found();
}

}  // namespace echocheck
