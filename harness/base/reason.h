// SPDX-License-Identifier: MIT
// Why something is as it is, for people: a text in English, and the sentence that it was made from,
// so that it can be said in other languages, too (ToText() in words/sentence.h). It is stored with
// both. `Because()` in words/because.h makes one of a sentence.
#pragma once

#include <concepts>
#include <string>
#include <string_view>
#include <utility>

#include "harness/base/sentence.h"

namespace echocheck {

class Reason {
 public:
  Reason() = default;
  // What is the same in all languages. Implicit: most of what we hand on is a name, an address or
  // what the system says.
  Reason(std::string text) : english_(std::move(text)) {}  // NOLINT
  Reason(const char* text) : english_(text) {}             // NOLINT
  Reason(std::string english, Sentence said)
      : english_(std::move(english)), said_(std::move(said)) {}

  bool empty() const { return english_.empty(); }
  const std::string& english() const { return english_; }
  operator const std::string&() const { return english_; }  // NOLINT: as most code wants it
  // Returns the sentence: the plain text where there is no other.
  Sentence said() const { return said_.empty() ? Plain(english_) : said_; }
  bool HasName() const { return !said_.name.empty(); }

  bool operator==(const Reason& other) const = default;
  template <std::convertible_to<std::string_view> Text>
  requires(!std::same_as<Text, Reason>) friend bool operator==(const Reason& one,
                                                               const Text& text) {
    return one.english_ == std::string_view(text);
  }

 private:
  std::string english_;
  Sentence said_;
};

}  // namespace echocheck
