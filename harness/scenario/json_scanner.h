// SPDX-License-Identifier: MIT
// The words of JSON (RFC 8259, sections 2, 6 and 7): strings, numbers, punctuation.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "harness/scenario/diagnosis.h"

namespace echocheck {

// Walks over well-formed UTF-8. What it cannot take it rejects; both arguments must outlive it.
class JsonScanner {
 public:
  JsonScanner(std::string_view text, Diagnosis& diagnosis);

  // About the next token: blanks are skipped already.
  bool AtEnd() const { return offset_ == text_.size(); }
  bool At(char first) const { return !AtEnd() && text_[offset_] == first; }
  bool AtNumber() const;
  bool AtWord() const;
  std::size_t offset() const { return offset_; }
  // For messages: `a string`, `"}"`, `the end of the file`.
  std::string Describe() const;

  bool Take(char punctuation);  // false: something else is next
  std::optional<std::string> TakeString();
  std::optional<std::string> TakeNumber();  // as written
  std::string TakeWord();                   // letters, digits and underscores

 private:
  void SkipBlanks();
  bool TakeEscape(std::string& out);
  bool TakeUnicodeEscape(std::string& out);
  // The four hex digits of a \uXXXX that begins at `escape`, if it is one.
  std::optional<char32_t> CodeUnitAt(std::size_t escape) const;

  std::string_view text_;
  std::size_t offset_ = 0;
  Diagnosis& diagnosis_;
};

}  // namespace echocheck
