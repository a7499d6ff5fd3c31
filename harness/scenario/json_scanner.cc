// SPDX-License-Identifier: MIT
#include "harness/scenario/json_scanner.h"

#include <algorithm>
#include <charconv>
#include <cstdint>

#include <fmt/format.h>

namespace echocheck {
namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool IsHighSurrogate(char32_t unit) { return unit >= 0xd800 && unit < 0xdc00; }
bool IsLowSurrogate(char32_t unit) { return unit >= 0xdc00 && unit < 0xe000; }

void AppendUtf8(char32_t code, std::string& out) {
  const auto append = [&](char32_t octet) { out += static_cast<char>(octet); };
  if (code < 0x80) {
    append(code);
    return;
  }
  if (code < 0x800) {
    append(0xc0 | (code >> 6));
  } else {
    if (code < 0x10000) {
      append(0xe0 | (code >> 12));
    } else {
      append(0xf0 | (code >> 18));
      append(0x80 | ((code >> 12) & 0x3f));
    }
    append(0x80 | ((code >> 6) & 0x3f));
  }
  append(0x80 | (code & 0x3f));
}

std::size_t TakeDigits(std::string_view& rest) {
  const auto end = std::find_if_not(rest.begin(), rest.end(), IsDigit);
  const auto taken = static_cast<std::size_t>(end - rest.begin());
  rest.remove_prefix(taken);
  return taken;
}

// RFC 8259, section 6.
bool IsJsonNumber(std::string_view rest) {
  const auto take = [&](std::string_view one_of) {
    if (rest.empty() || one_of.find(rest.front()) == std::string_view::npos) return false;
    rest.remove_prefix(1);
    return true;
  };
  take("-");
  const bool leading_zero = take("0");
  if (!leading_zero && TakeDigits(rest) == 0) return false;
  if (take(".") && TakeDigits(rest) == 0) return false;
  if (take("eE")) {
    take("+-");
    if (TakeDigits(rest) == 0) return false;
  }
  return rest.empty();
}

}  // namespace

JsonScanner::JsonScanner(std::string_view text, Diagnosis& diagnosis)
    : text_(text), diagnosis_(diagnosis) {
  SkipBlanks();
}

void JsonScanner::SkipBlanks() {
  offset_ = std::min(text_.find_first_not_of(" \t\r\n", offset_), text_.size());
}

bool JsonScanner::AtNumber() const {
  return !AtEnd() && (IsDigit(text_[offset_]) || text_[offset_] == '-');
}

bool JsonScanner::AtWord() const { return !AtEnd() && IsLetter(text_[offset_]); }

std::string JsonScanner::Describe() const {
  if (AtEnd()) return "the end of the file";
  if (At('"')) return "a string";
  if (At('/')) return "\"/\" (JSON has no comments)";
  if (AtNumber()) return "a number";
  if (AtWord()) return Quoted(JsonScanner(*this).TakeWord());
  const std::string_view rest = text_.substr(offset_);
  std::size_t length = 1;
  while (length < rest.size() && FirstBadUtf8(rest.substr(0, length))) ++length;
  return Quoted(rest.substr(0, length));
}

bool JsonScanner::Take(char punctuation) {
  if (!At(punctuation)) return false;
  ++offset_;
  SkipBlanks();
  return true;
}

std::string JsonScanner::TakeWord() {
  const std::size_t begin = offset_;
  while (AtWord() || (!AtEnd() && IsDigit(text_[offset_]))) ++offset_;
  std::string word(text_.substr(begin, offset_ - begin));
  SkipBlanks();
  return word;
}

std::optional<std::string> JsonScanner::TakeNumber() {
  const std::size_t begin = offset_;
  const auto belongs = [](char c) {
    return IsDigit(c) || IsLetter(c) || c == '+' || c == '-' || c == '.';
  };
  while (!AtEnd() && belongs(text_[offset_])) ++offset_;
  std::string number(text_.substr(begin, offset_ - begin));
  if (!IsJsonNumber(number)) {
    diagnosis_.Reject(begin, fmt::format("{} is not a JSON number", Quoted(number)));
    return std::nullopt;
  }
  SkipBlanks();
  return number;
}

std::optional<std::string> JsonScanner::TakeString() {
  const std::size_t begin = offset_++;
  std::string out;
  while (!AtEnd() && !At('\n') && !At('\r')) {
    if (At('"')) {
      ++offset_;
      SkipBlanks();
      return out;
    }
    if (At('\\')) {
      if (!TakeEscape(out)) return std::nullopt;
      continue;
    }
    const auto octet = static_cast<unsigned char>(text_[offset_]);
    if (octet < 0x20) {
      diagnosis_.Reject(offset_,
                        fmt::format("control character in a string, write it \\u{:04x}", octet));
      return std::nullopt;
    }
    out += text_[offset_++];
  }
  // Told where the string begins: the quote that is missing is somewhere behind that.
  diagnosis_.Reject(begin, "string without its closing quote on the same line");
  return std::nullopt;
}

bool JsonScanner::TakeEscape(std::string& out) {
  constexpr std::string_view kLetters = "\"\\/bfnrt";
  constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t";
  const std::string_view escape = text_.substr(offset_, 2);
  if (escape == "\\u") return TakeUnicodeEscape(out);
  const std::size_t which = escape.size() < 2 ? std::string_view::npos : kLetters.find(escape[1]);
  if (which == std::string_view::npos) {
    diagnosis_.Reject(offset_, R"(unknown escape, JSON has \" \\ \/ \b \f \n \r \t \uXXXX)");
    return false;
  }
  out += kMeanings[which];
  offset_ += 2;
  return true;
}

bool JsonScanner::TakeUnicodeEscape(std::string& out) {
  constexpr std::size_t kLength = 6;  // \uXXXX
  const auto first = CodeUnitAt(offset_);
  if (!first) {
    diagnosis_.Reject(offset_, "\\u needs four hex digits");
    return false;
  }
  char32_t code = *first;
  std::size_t length = kLength;
  if (IsHighSurrogate(code)) {
    const auto second = CodeUnitAt(offset_ + kLength);
    if (second && IsLowSurrogate(*second)) {
      code = 0x10000 + ((code - 0xd800) << 10) + (*second - 0xdc00);
      length += kLength;
    }
  }
  if (IsHighSurrogate(code) || IsLowSurrogate(code)) {
    diagnosis_.Reject(offset_, "half of a surrogate pair; octets that are no text go into \"hex\"");
    return false;
  }
  AppendUtf8(code, out);
  offset_ += length;
  return true;
}

std::optional<char32_t> JsonScanner::CodeUnitAt(std::size_t escape) const {
  if (escape > text_.size()) return std::nullopt;
  const std::string_view unit = text_.substr(escape, 6);
  if (unit.size() < 6 || !unit.starts_with("\\u")) return std::nullopt;
  std::uint32_t value = 0;
  const auto [end, status] = std::from_chars(unit.data() + 2, unit.data() + 6, value, 16);
  if (status != std::errc() || end != unit.data() + 6) return std::nullopt;
  return value;
}

}  // namespace echocheck
