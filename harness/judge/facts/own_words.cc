// SPDX-License-Identifier: MIT
#include "harness/judge/facts/own_words.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "harness/judge/facts/own_words_readers.h"

namespace echocheck {
namespace {

// A message may quote all that a client sent.
constexpr std::size_t kMostColumns = 160;

constexpr auto kReaders = std::to_array<std::optional<RawWords> (*)(OutputLines)>(
    {ReadRustPanic, ReadGoPanic, ReadPythonTraceback, ReadJavaException, ReadNodeException,
     ReadDotnetException, ReadCxxException, ReadAssertion, ReadSanitizerReport});

// As runtimes name the errors that clients, limits and signals bring about.
constexpr auto kSurroundings =
    std::to_array<std::string_view>({"reset by peer",       "Connection reset",
                                     "ConnectionReset",     "ECONNRESET",
                                     "Broken pipe",         "BrokenPipe",
                                     "broken pipe",         "EPIPE",
                                     "ECONNABORTED",        "ConnectionAborted",
                                     "NotConnected",        "not connected",
                                     "Too many open files", "EMFILE",
                                     "No file descriptors", "Interrupted system call",
                                     "InterruptedError",    "EINTR",
                                     "KeyboardInterrupt",   "SystemExit",
                                     "CancelledError",      "Address already in use",
                                     "EADDRINUSE",          "AddrInUse"});

std::vector<std::string_view> LinesOf(BytesView output) {
  std::vector<std::string_view> lines;
  while (!output.empty()) {
    const std::size_t end = std::min(output.find('\n'), output.size());
    std::string_view line = output.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    lines.push_back(line);
    output.remove_prefix(std::min(end + 1, output.size()));
  }
  return lines;
}

// Of a path that begins at the root, its last part: where the program was built says nothing.
std::string_view ShortPlace(std::string_view place) {
  return place.starts_with('/') ? place.substr(place.rfind('/') + 1) : place;
}

OwnWords Finished(const RawWords& raw) {
  OwnWords words;
  words.kind = raw.kind;
  words.what = EscapeBytes(Trimmed(raw.what), kMostColumns);
  words.place = EscapeBytes(ShortPlace(raw.place), kMostColumns);
  words.about_surroundings = std::ranges::any_of(kSurroundings, [&](std::string_view name) {
    return raw.what.find(name) != std::string_view::npos;
  });
  return words;
}

}  // namespace

std::string_view Trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

std::optional<std::string_view> Between(std::string_view text, std::string_view before,
                                        std::string_view after) {
  const std::size_t found = text.find(before);
  if (found == std::string_view::npos) return std::nullopt;
  text.remove_prefix(found + before.size());
  if (after.empty()) return text;
  const std::size_t end = text.find(after);
  if (end == std::string_view::npos) return std::nullopt;
  return text.substr(0, end);
}

bool IsPlace(std::string_view text) {
  int numbers = 0;
  while (numbers < 3) {
    const std::size_t colon = text.rfind(':');
    if (colon == std::string_view::npos || colon + 1 == text.size()) break;
    const std::string_view number = text.substr(colon + 1);
    if (number.find_first_not_of("0123456789") != std::string_view::npos) break;
    text = text.substr(0, colon);
    ++numbers;
  }
  return (numbers == 1 || numbers == 2) && !text.empty() &&
         text.find_first_of(" \t\"'()") == std::string_view::npos;
}

bool IsForeignFile(std::string_view file) {
  constexpr auto kForeign = std::to_array<std::string_view>(
      {"/rustc/", "/lib/python", "site-packages", "dist-packages", "<frozen",
       "node:", "node_modules", "/usr/include/", "/usr/lib/", "/usr/local/go/", "/usr/local/lib/",
       "libsanitizer", "../sysdeps", "/libc/", "/runtime/", "library/std/", "library/core/",
       "compiler-rt"});
  return std::ranges::any_of(
      kForeign, [&](std::string_view part) { return file.find(part) != std::string_view::npos; });
}

std::optional<OwnWords> ReadOwnWords(BytesView output) {
  const std::vector<std::string_view> lines = LinesOf(output);
  for (std::size_t at = 0; at < lines.size(); ++at) {
    for (const auto reader : kReaders) {
      if (const auto raw = reader(OutputLines(lines).subspan(at))) return Finished(*raw);
    }
  }
  return std::nullopt;
}

}  // namespace echocheck
