// SPDX-License-Identifier: MIT
#include "harness/base/json_mistake.h"

#include <algorithm>
#include <array>
#include <optional>

#include "harness/base/bytes.h"
#include "harness/base/nearest_name.h"
#include "harness/base/quoted.h"

namespace echocheck {
namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsWordCharacter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || IsDigit(c);
}
bool IsHexDigit(char c) { return IsDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
bool IsNumberCharacter(char c) { return IsWordCharacter(c) || c == '+' || c == '-' || c == '.'; }

std::string_view RunAt(std::string_view text, std::size_t offset, bool (*belongs)(char)) {
  const std::string_view rest = text.substr(offset);
  return {rest.begin(), std::ranges::find_if_not(rest, belongs)};
}

enum class TokenStart : std::uint8_t { kEnd, kString, kNumber, kWord, kOther };

TokenStart StartAt(std::string_view text, std::size_t offset) {
  if (offset == text.size()) return TokenStart::kEnd;
  const char first = text[offset];
  if (first == '"') return TokenStart::kString;
  if (first == '-' || IsDigit(first)) return TokenStart::kNumber;
  return IsWordCharacter(first) ? TokenStart::kWord : TokenStart::kOther;
}

// `a string`, `"}"`, `the end of the file`
std::string Describe(std::string_view text, std::size_t offset) {
  switch (StartAt(text, offset)) {
    case TokenStart::kEnd:
      return "the end of the file";
    case TokenStart::kString:
      return "a string";
    case TokenStart::kNumber:
      return "a number";
    case TokenStart::kWord:
      return Quoted(JsonWordAt(text, offset));
    case TokenStart::kOther:
      break;
  }
  const std::string_view rest = text.substr(offset);
  if (rest.front() == '/') return "\"/\" (JSON has no comments)";
  std::size_t length = 1;
  while (length < rest.size() && !IsUtf8(rest.substr(0, length))) ++length;
  return Quoted(rest.substr(0, length));
}

bool IsHighSurrogate(std::string_view escape) {
  return escape.size() >= 4 && escape[1] == 'u' && (escape[2] == 'd' || escape[2] == 'D') &&
         std::string_view("89abAB").find(escape[3]) != std::string_view::npos;
}

// The beginning of the escape in which the lexer stopped, if it did. A high surrogate and the
// escape that has to follow it are one.
std::optional<std::size_t> StoppedEscape(std::string_view text, std::size_t string,
                                         std::size_t stopped) {
  for (std::size_t at = string + 1; at < stopped;) {
    const std::string_view rest = text.substr(at);
    std::size_t length = 1;
    if (rest.front() == '\\') {
      length = IsHighSurrogate(rest) ? 12 : rest.substr(1).starts_with('u') ? 6 : 2;
      if (at + length > stopped) return at;
    }
    at += length;
  }
  return std::nullopt;
}

JsonMistake ExplainEscape(std::string_view text, std::size_t offset) {
  const std::string_view escape = text.substr(offset, 6);
  if (!escape.starts_with("\\u")) {
    return {offset, R"(unknown escape, JSON has \" \\ \/ \b \f \n \r \t \uXXXX)"};
  }
  if (escape.size() < 6 || !std::ranges::all_of(escape.substr(2), IsHexDigit)) {
    return {offset, "\\u needs four hex digits"};
  }
  return {offset, R"(half of a surrogate pair; bytes that are no text go into "hex")"};
}

JsonMistake ExplainString(std::string_view text, std::size_t offset, std::size_t stopped) {
  if (const auto escape = StoppedEscape(text, offset, stopped)) {
    return ExplainEscape(text, *escape);
  }
  if (stopped >= text.size() || text[stopped] == '\n' || text[stopped] == '\r') {
    // Told where the string begins: the quote that is missing is somewhere behind that.
    return {offset, "string without its closing quote on the same line"};
  }
  const std::string hex = ToHex(text.substr(stopped, 1));
  return {stopped, "control character in a string, write it \\u00" + hex};
}

JsonMistake ExplainWord(std::string_view text, std::size_t offset) {
  static constexpr std::array<std::string_view, 3> kWords = {"null", "false", "true"};
  const std::string_view word = JsonWordAt(text, offset);
  std::string hint = DidYouMean(word, kWords);
  if (hint.empty()) hint = ", text stands in double quotes";
  return {offset, Quoted(word) + " is not JSON" + hint};
}

std::size_t SkipBlanks(std::string_view text, std::size_t offset) {
  return std::min(text.find_first_not_of(" \t\r\n", offset), text.size());
}

}  // namespace

std::string_view JsonWordAt(std::string_view text, std::size_t offset) {
  return RunAt(text, offset, IsWordCharacter);
}

std::string_view JsonNumberAt(std::string_view text, std::size_t offset) {
  return RunAt(text, offset, IsNumberCharacter);
}

JsonMistake ExplainJson(std::string_view text, const JsonState& state, std::size_t stopped) {
  constexpr std::string_view kKey = "a key in double quotes";
  constexpr std::string_view kValue = "a value";
  const bool in_object = state.open.ends_with('{');
  const std::string close = in_object ? "\"}\"" : "\"]\"";
  std::size_t offset = SkipBlanks(text, state.end);
  const auto expected = [&](std::string_view what) {
    return JsonMistake{offset,
                       "expected " + std::string(what) + ", found " + Describe(text, offset)};
  };
  std::string_view next = in_object ? kKey : kValue;
  if (state.last == JsonLast::kKey) {
    if (!text.substr(offset).starts_with(':')) return expected("\":\"");
    offset = SkipBlanks(text, offset + 1);
    next = kValue;
  } else if (state.last == JsonLast::kValue) {
    if (state.open.empty()) return expected("the end of the file");
    if (!text.substr(offset).starts_with(',')) return expected("\",\" or " + close);
    const std::size_t comma = offset;
    offset = SkipBlanks(text, offset + 1);
    if (text.substr(offset).starts_with(close[1])) return {comma, "trailing comma before " + close};
  }
  const TokenStart start = StartAt(text, offset);
  if (start == TokenStart::kString) return ExplainString(text, offset, stopped);
  if (next == kValue && start == TokenStart::kWord) return ExplainWord(text, offset);
  if (next == kValue && start == TokenStart::kNumber) {
    return {offset, Quoted(JsonNumberAt(text, offset)) + " is not a JSON number"};
  }
  return expected(next);
}

}  // namespace echocheck
