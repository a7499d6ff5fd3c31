// SPDX-License-Identifier: MIT
// One reader for each runtime. Users want own_words.h.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "harness/judge/facts/own_words.h"

namespace echocheck {

// The lines of an output, without their ends.
using OutputLines = std::span<const std::string_view>;

// What a reader found: as it stands in the output, not escaped.
struct RawWords {
  OwnWordsKind kind;
  std::string_view what;
  std::string place;  // "/home/me/server.py:12"
};

// Each returns the report that begins with lines[0]. nullopt: none does.
std::optional<RawWords> ReadRustPanic(OutputLines lines);
std::optional<RawWords> ReadGoPanic(OutputLines lines);
std::optional<RawWords> ReadPythonTraceback(OutputLines lines);
std::optional<RawWords> ReadJavaException(OutputLines lines);
std::optional<RawWords> ReadNodeException(OutputLines lines);
std::optional<RawWords> ReadDotnetException(OutputLines lines);
std::optional<RawWords> ReadCxxException(OutputLines lines);
std::optional<RawWords> ReadAssertion(OutputLines lines);
std::optional<RawWords> ReadSanitizerReport(OutputLines lines);

// "  x " -> "x"
std::string_view Trimmed(std::string_view text);

// What stands behind the first `before`, up to the next `after` (or the end, when that is empty).
// nullopt: they are not there.
std::optional<std::string_view> Between(std::string_view text, std::string_view before,
                                        std::string_view after);

// "server.c:12", "src/main.rs:27:81": a name, and one or two numbers.
bool IsPlace(std::string_view text);

// The file belongs to a runtime or a library, and not to the program.
bool IsForeignFile(std::string_view file);

}  // namespace echocheck
