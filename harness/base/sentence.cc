// SPDX-License-Identifier: MIT
#include "harness/base/sentence.h"

namespace echocheck {

bool Argument::operator==(const Argument& other) const {
  return name == other.name && value == other.value;
}

bool operator==(const Sentence& one, const Sentence& other) {
  return one.name == other.name && one.arguments == other.arguments && one.plain == other.plain;
}

Sentence Say(std::string_view name, std::vector<Argument> arguments) {
  return {name, std::move(arguments), {}};
}

Sentence Plain(std::string text) { return {{}, {}, std::move(text)}; }

}  // namespace echocheck
