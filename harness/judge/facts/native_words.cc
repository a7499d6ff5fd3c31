// SPDX-License-Identifier: MIT
// What programs print that were compiled to machine code: Rust, Go, C and C++, and the sanitizers.
#include <array>

#include "harness/judge/facts/own_words_readers.h"

namespace echocheck {
namespace {

constexpr OwnWordsKind kPanic = OwnWordsKind::kPanic;

// A report has no more lines than that. More may be lines of the server's own.
constexpr std::size_t kLongestReport = 60;

}  // namespace

// thread 'main' panicked at src/main.rs:27:81:          (since 1.73; with a number of the thread
// since 1.91) called `Result::unwrap()` on an `Err` value: ...
//
// thread 'main' panicked at 'called `Option::unwrap()` on a `None` value', src/main.rs:27:81
std::optional<RawWords> ReadRustPanic(OutputLines lines) {
  if (!lines[0].starts_with("thread '")) return std::nullopt;
  const auto panicked = Between(lines[0], "panicked at ", "");
  if (!panicked) return std::nullopt;
  if (panicked->ends_with(':')) {
    const std::string_view place = panicked->substr(0, panicked->size() - 1);
    if (!IsPlace(place)) return std::nullopt;
    return RawWords{kPanic, lines.size() > 1 ? lines[1] : "", std::string(place)};
  }
  const std::size_t quote = panicked->rfind("', ");
  if (!panicked->starts_with('\'') || quote == std::string_view::npos || quote == 0)
    return std::nullopt;
  const std::string_view place = panicked->substr(quote + 3);
  if (!IsPlace(place)) return std::nullopt;
  return RawWords{kPanic, panicked->substr(1, quote - 1), std::string(place)};
}

// panic: runtime error: index out of range [5] with length 5
//
// goroutine 7 [running]:
// main.serve(0xc000012345)
//         /home/me/server.go:27 +0x1d
std::optional<RawWords> ReadGoPanic(OutputLines lines) {
  const bool panic = lines[0].starts_with("panic: ");
  if (!panic && !lines[0].starts_with("fatal error: ")) return std::nullopt;
  RawWords words{kPanic, *Between(lines[0], ": ", ""), {}};
  bool goroutine = false;
  for (const std::string_view line : lines.subspan(1, std::min(lines.size() - 1, kLongestReport))) {
    goroutine = goroutine || line.starts_with("goroutine ");
    if (!goroutine || !line.starts_with('\t')) continue;
    const std::string_view place = line.substr(1, line.find(' ') - 1);
    if (!IsPlace(place) || place.find(".go:") == std::string_view::npos) continue;
    if (place.find("/src/runtime/") != std::string_view::npos || IsForeignFile(place)) continue;
    words.place = place;
    break;
  }
  if (!goroutine) return std::nullopt;
  return words;
}

// terminate called after throwing an instance of 'std::runtime_error'
//   what():  bad value
std::optional<RawWords> ReadCxxException(OutputLines lines) {
  const auto type = Between(lines[0], "terminate called after throwing an instance of '", "'");
  if (type && lines.size() > 1) {
    if (const auto what = Between(lines[1], "  what():", "")) {
      return RawWords{OwnWordsKind::kException, *what, {}};
    }
  }
  if (type) return RawWords{OwnWordsKind::kException, *type, {}};
  const auto libcxx = Between(lines[0], "terminating due to uncaught exception of type ", "");
  if (libcxx) return RawWords{OwnWordsKind::kException, *libcxx, {}};
  if (lines[0] != "terminate called without an active exception") return std::nullopt;
  return RawWords{OwnWordsKind::kException, lines[0], {}};
}

// server: server.c:41: main: Assertion `n > 0' failed.        (glibc)
// Assertion failed: n > 0 (server.c: main: 41)                 (musl)
std::optional<RawWords> ReadAssertion(OutputLines lines) {
  const std::string_view line = lines[0];
  if (const auto about = Between(line, ": Assertion `", "' failed.")) {
    const std::string_view before = line.substr(0, line.find(": Assertion `"));
    // PROGRAM: FILE:LINE: FUNCTION
    const std::size_t program = before.find(": ");
    if (program == std::string_view::npos) return std::nullopt;
    const std::string_view rest = before.substr(program + 2);
    const std::string_view place = rest.substr(0, rest.find(": "));
    return RawWords{OwnWordsKind::kAssertion, *about,
                    IsPlace(place) ? std::string(place) : std::string()};
  }
  const auto musl = Between(line, "Assertion failed: ", "");
  if (!line.starts_with("Assertion failed: ") || !musl->ends_with(')')) return std::nullopt;
  return RawWords{OwnWordsKind::kAssertion, *musl, {}};
}

// ==123==ERROR: AddressSanitizer: stack-buffer-overflow on address 0x7ffe at pc 0x55 bp 0x7f sp
// 0x7f WRITE of size 70 at 0x7ffe thread T0
//     #0 0x55d in memcpy (/usr/lib/libasan.so+0x1)
//     #1 0x55e in serve /home/me/server.c:27:5
//
// server.c:27:9: runtime error: index 70 out of bounds for type 'char [64]'
std::optional<RawWords> ReadSanitizerReport(OutputLines lines) {
  const std::string_view line = lines[0];
  if (const std::size_t error = line.find(": runtime error: "); error != std::string_view::npos) {
    const std::string_view place = line.substr(0, error);
    if (!IsPlace(place)) return std::nullopt;
    return RawWords{OwnWordsKind::kSanitizer, line.substr(error + 2), std::string(place)};
  }
  if (!line.starts_with("==")) return std::nullopt;
  const auto report = Between(line, "==ERROR: ", "");
  // What leaks shows when the server is stopped, and ends nothing.
  if (!report || report->find("Sanitizer: ") == std::string_view::npos ||
      report->starts_with("LeakSanitizer")) {
    return std::nullopt;
  }
  RawWords words{OwnWordsKind::kSanitizer, report->substr(0, report->find(" on ")), {}};
  for (const std::string_view frame :
       lines.subspan(1, std::min(lines.size() - 1, kLongestReport))) {
    if (Trimmed(frame).empty())
      break;  // the stack of the access ends; that of the allocation follows
    if (!Trimmed(frame).starts_with('#')) continue;
    const std::string_view place = frame.substr(frame.rfind(' ') + 1);
    if (!IsPlace(place) || IsForeignFile(place)) continue;
    words.place = place;
    break;
  }
  return words;
}

}  // namespace echocheck
