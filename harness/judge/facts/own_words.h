// SPDX-License-Identifier: MIT
// What the runtime of a server printed about an error that nobody handled: a panic, an exception, a
// failed assertion, the report of a sanitizer. It names the line, which no other evidence does.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "harness/base/bytes.h"

namespace echocheck {

enum class OwnWordsKind : std::uint8_t {
  kPanic,      // Rust, Go
  kException,  // Python, Java, Node.js, .NET, C++
  kAssertion,  // assert()
  kSanitizer,  // AddressSanitizer, UndefinedBehaviorSanitizer and their like
};

struct OwnWords {
  OwnWordsKind kind = OwnWordsKind::kPanic;
  std::string what;   // "ValueError: bad value": one line, escaped
  std::string place;  // "server.py:12": the innermost frame of the program's own code; may be empty
  // It is about a client that left, a lack of descriptors or an interrupted call. Who brought that
  // about is known better from what the clients did.
  bool about_surroundings = false;

  bool operator==(const OwnWords&) const = default;
};

// Returns the first such report in `output`: what follows is mostly its consequence.
std::optional<OwnWords> ReadOwnWords(BytesView output);

}  // namespace echocheck
