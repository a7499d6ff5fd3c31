// SPDX-License-Identifier: MIT
// A sentence that a person reads, before its language is chosen: the name of a text in the
// catalogues (words/texts/<language>/<area>.json) and what its placeholders stand for. The layer
// `words` puts it into a language.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

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

  bool operator==(const Argument& other) const;
};

bool operator==(const Sentence& one, const Sentence& other);

// Makes the sentence `name`: "<area>.<text>". The name has to outlive the sentence: mostly it is a
// literal.
Sentence Say(std::string_view name, std::vector<Argument> arguments = {});

// Makes a sentence that is the same in all languages.
Sentence Plain(std::string text);

}  // namespace echocheck
