// SPDX-License-Identifier: MIT
// A sentence that a person reads, before its language is chosen: the name of a text in the
// catalogues (texts/<language>/<area>.json) and what its placeholders stand for.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "harness/words/language.h"

namespace echocheck {

struct Argument;

struct Sentence {
  std::string_view name;  // "checks.no_fin": area and entry. Empty: `plain` is the text
  std::vector<Argument> arguments;
  std::string plain;  // what no catalogue can hold: a name, an address, what a program printed

  bool empty() const { return name.empty() && plain.empty(); }
};

// What a placeholder stands for: a number also chooses between singular and plural; several
// sentences become a list.
struct Argument {
  std::string_view name;
  std::variant<std::uint64_t, std::string, std::vector<Sentence>> value;

  Argument(std::string_view of, std::uint64_t number) : name(of), value(number) {}
  Argument(std::string_view of, std::string text) : name(of), value(std::move(text)) {}
  Argument(std::string_view of, std::string_view text) : name(of), value(std::string(text)) {}
  Argument(std::string_view of, const char* text) : name(of), value(std::string(text)) {}
  Argument(std::string_view of, Sentence part)
      : name(of), value(std::vector<Sentence>{std::move(part)}) {}
  Argument(std::string_view of, std::vector<Sentence> parts) : name(of), value(std::move(parts)) {}
};

// Makes the sentence `name`: "<area>.<text>". The name has to outlive the sentence: mostly it is a
// literal.
Sentence Say(std::string_view name, std::vector<Argument> arguments = {});

// Makes a sentence that is the same in all languages.
Sentence Plain(std::string text);

// Returns the sentence in a language. A text that does not exist (a test finds those) is shown by
// its name; a placeholder without an argument stays as it is.
std::string ToText(const Sentence& sentence, Language language);

}  // namespace echocheck
