// SPDX-License-Identifier: MIT
// What all fuzz targets share. A target is one function: it reads the input and ends the process
// when something does not hold. libFuzzer calls it, or replay_corpus.cc.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace echocheck {

// Ends the process when `holds` is false, so that the fuzzer keeps the input.
inline void Require(bool holds, std::string_view what) {
  if (holds) return;
  std::fprintf(stderr, "does not hold: %.*s\n", static_cast<int>(what.size()), what.data());
  std::abort();
}

// The same for two texts or numbers that have to be equal; says both.
inline void RequireEqual(std::string_view actual, std::string_view expected,
                         std::string_view what) {
  if (actual == expected) return;
  std::fprintf(stderr, "actual:\n%.*s\nexpected:\n%.*s\n", static_cast<int>(actual.size()),
               actual.data(), static_cast<int>(expected.size()), expected.data());
  Require(false, what);
}
inline void RequireEqual(std::uint64_t actual, std::uint64_t expected, std::string_view what) {
  if (actual != expected) RequireEqual(std::to_string(actual), std::to_string(expected), what);
}

}  // namespace echocheck
