// SPDX-License-Identifier: MIT
// What interpreters and virtual machines print about an exception: Python, Java, Node.js, .NET.
#include <array>

#include "harness/judge/facts/own_words_readers.h"

namespace echocheck {
namespace {

constexpr OwnWordsKind kException = OwnWordsKind::kException;

// More frames than that are a recursion.
constexpr std::size_t kMostFrames = 200;

// The lines behind the first.
OutputLines Frames(OutputLines lines) {
  return lines.subspan(1, std::min(lines.size() - 1, kMostFrames));
}

// "java.lang.IllegalStateException: no", "TypeError: no": a name that ends so, and perhaps a
// message.
bool NamesException(std::string_view text) {
  const std::string_view name = text.substr(0, text.find(':'));
  if (name.empty() || name.find_first_of(" \t(") != std::string_view::npos) return false;
  return name.ends_with("Exception") || name.ends_with("Error") || name.ends_with("Throwable");
}

}  // namespace

// Traceback (most recent call last):
//   File "/home/me/server.py", line 12, in serve
//     text = data.decode()
// UnicodeDecodeError: 'utf-8' codec can't decode byte 0x80 in position 0: invalid start byte
std::optional<RawWords> ReadPythonTraceback(OutputLines lines) {
  if (Trimmed(lines[0]) != "Traceback (most recent call last):") return std::nullopt;
  RawWords words{kException, {}, {}};
  for (const std::string_view line : Frames(lines)) {
    if (!line.starts_with(' ')) {
      words.what = line;
      return words.what.empty() ? std::nullopt : std::optional(words);
    }
    const auto file = Between(line, "  File \"", "\", line ");
    const auto rest = Between(line, "\", line ", "");
    if (!file || !rest || IsForeignFile(*file)) continue;
    const std::string_view number = rest->substr(0, rest->find_first_not_of("0123456789"));
    if (!number.empty()) words.place = std::string(*file) + ":" + std::string(number);
  }
  return std::nullopt;  // cut before the exception
}

// Exception in thread "main" java.lang.IllegalStateException: no
//         at java.base/java.lang.Thread.run(Thread.java:840)
//         at Server.serve(Server.java:42)
std::optional<RawWords> ReadJavaException(OutputLines lines) {
  std::string_view what = lines[0];
  const bool thread = what.starts_with("Exception in thread \"");
  if (thread) {
    const auto behind = Between(what.substr(21), "\" ", "");
    if (!behind) return std::nullopt;
    what = *behind;
  }
  if (!NamesException(what)) return std::nullopt;
  RawWords words{kException, what, {}};
  std::size_t frames = 0;
  for (const std::string_view line : Frames(lines)) {
    if (!line.starts_with("\tat ")) break;
    ++frames;
    const std::string_view method = line.substr(4);
    constexpr auto kLibraries =
        std::to_array<std::string_view>({"java.", "javax.", "jdk.", "sun.", "com.sun."});
    bool library = false;
    for (const std::string_view prefix : kLibraries)
      library = library || method.starts_with(prefix);
    const auto place = Between(method, "(", ")");
    if (library || !place || !IsPlace(*place)) continue;
    words.place = *place;
    break;
  }
  return thread || frames > 0 ? std::optional(words) : std::nullopt;
}

// /home/me/server.js:12
//     throw new Error("no");
//     ^
//
// Error: no
//     at Socket.<anonymous> (/home/me/server.js:12:11)
//     at Socket.emit (node:events:517:28)
std::optional<RawWords> ReadNodeException(OutputLines lines) {
  const std::string_view type = lines[0].substr(0, lines[0].find_first_of(": "));
  if (!NamesException(type)) return std::nullopt;
  RawWords words{kException, lines[0], {}};
  std::size_t frames = 0;
  for (const std::string_view line : Frames(lines)) {
    if (!line.starts_with("    at ")) break;
    ++frames;
    std::string_view place = line.substr(7);
    if (const auto inside = Between(place, "(", ")")) place = *inside;
    if (place.starts_with("file://")) place.remove_prefix(7);
    if (!IsPlace(place) || IsForeignFile(place)) continue;
    words.place = place;
    break;
  }
  return frames > 0 ? std::optional(words) : std::nullopt;
}

// Unhandled exception. System.InvalidOperationException: no
//    at Server.Serve(Socket client) in /home/me/Server.cs:line 42
std::optional<RawWords> ReadDotnetException(OutputLines lines) {
  const auto what = Between(lines[0], "Unhandled exception. ", "");
  if (!what || !lines[0].starts_with("Unhandled")) return std::nullopt;
  RawWords words{kException, *what, {}};
  for (const std::string_view line : Frames(lines)) {
    if (!line.starts_with("   at ")) break;
    const auto file = Between(line, " in ", ":line ");
    const auto number = Between(line, ":line ", "");
    if (!file || !number) continue;
    words.place = std::string(*file) + ":" + std::string(*number);
    break;
  }
  return words;
}

}  // namespace echocheck
