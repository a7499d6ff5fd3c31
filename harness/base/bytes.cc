// SPDX-License-Identifier: MIT
#include "harness/base/bytes.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "harness/base/code_point.h"

namespace echocheck {
namespace {

constexpr char kHexDigits[] = "0123456789abcdef";

void AppendHexEscape(unsigned char byte, std::string& out) {
  out += "\\x";
  out += kHexDigits[byte >> 4];
  out += kHexDigits[byte & 15];
}

std::string EscapeOne(unsigned char byte) {
  switch (byte) {
    case '\n':
      return "\\n";
    case '\r':
      return "\\r";
    case '\t':
      return "\\t";
    case '\0':
      return "\\0";
    case '\\':
      return "\\\\";
    case '"':
      return "\\\"";
    default:
      break;
  }
  if (byte >= 0x20 && byte < 0x7f) return std::string(1, static_cast<char>(byte));
  std::string out;
  AppendHexEscape(byte, out);
  return out;
}

bool IsC1Control(BytesView sequence) {
  return sequence.size() == 2 && static_cast<unsigned char>(sequence[0]) == 0xc2 &&
         static_cast<unsigned char>(sequence[1]) < 0xa0;
}

// GitHub's runner takes "##[error]" for a command of ours, anywhere in a line of a log.
bool MakesCommand(char next, std::string_view before) {
  return next == '[' && before.ends_with("##");
}

// The character at the start of `bytes` that is no ASCII and is shown as it is; of 0 bytes if there
// is none. One that combines with the character before it needs one that is shown.
CodePoint PrintableAt(BytesView bytes, bool after_text) {
  const std::size_t length = Utf8Length(bytes);
  if (length < 2) return {};
  const CodePoint next = FirstCodePoint(bytes);
  const bool combines = ColumnsOf(next.value) == 0;
  return IsPrintable(next.value) && (!combines || after_text) ? next : CodePoint{};
}

}  // namespace

std::string EscapeBytes(BytesView bytes, std::size_t max_width) {
  constexpr std::string_view kCut = "...";
  std::string out;
  std::size_t width = 0;          // columns of `out`
  std::size_t fits_with_cut = 0;  // longest prefix of `out` that leaves room for "..."
  bool after_text = false;
  while (!bytes.empty()) {
    const CodePoint next = PrintableAt(bytes, after_text);
    const std::size_t before = out.size();
    if (next.bytes > 0) {
      out += bytes.substr(0, next.bytes);
      width += ColumnsOf(next.value);
    } else {
      const auto byte = static_cast<unsigned char>(bytes[0]);
      if (MakesCommand(bytes[0], out)) {
        AppendHexEscape(byte, out);
      } else {
        out += EscapeOne(byte);
      }
      width += out.size() - before;
    }
    after_text = next.bytes > 0 || out.size() == before + 1;
    bytes.remove_prefix(std::max<std::size_t>(next.bytes, 1));
    if (width + kCut.size() <= max_width) fits_with_cut = out.size();
    if (width > max_width) {
      out.resize(fits_with_cut);
      out += kCut.substr(0, max_width);
      break;
    }
  }
  return out;
}

std::string EscapeText(BytesView text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t length = Utf8Length(text);
    const auto byte = static_cast<unsigned char>(text[0]);
    const BytesView sequence = text.substr(0, length);
    if (length == 0 || byte == 0x7f || (byte < 0x20 && byte != '\n' && byte != '\t')) {
      out += EscapeOne(byte);
      text.remove_prefix(1);
    } else if (IsC1Control(sequence)) {
      for (const char part : sequence) AppendHexEscape(static_cast<unsigned char>(part), out);
      text.remove_prefix(length);
    } else if (MakesCommand(text[0], out)) {
      AppendHexEscape(byte, out);
      text.remove_prefix(1);
    } else {
      out += sequence;
      text.remove_prefix(length);
    }
  }
  return out;
}

bool IsUtf8(BytesView bytes) { return !FirstBadUtf8(bytes); }

std::optional<std::size_t> FirstBadUtf8(BytesView bytes) {
  for (std::size_t offset = 0; offset < bytes.size();) {
    const std::size_t length = Utf8Length(bytes.substr(offset));
    if (length == 0) return offset;
    offset += length;
  }
  return std::nullopt;
}

std::string ToValidUtf8(BytesView bytes) {
  constexpr std::string_view kReplacement = "\xef\xbf\xbd";
  std::string out;
  while (!bytes.empty()) {
    const std::size_t length = Utf8Length(bytes);
    out += length == 0 ? kReplacement : bytes.substr(0, length);
    bytes.remove_prefix(length == 0 ? 1 : length);
  }
  return out;
}

std::string ToHex(BytesView bytes) {
  std::string out;
  for (const char byte : bytes) {
    if (!out.empty()) out += ' ';
    out += kHexDigits[static_cast<unsigned char>(byte) >> 4];
    out += kHexDigits[static_cast<unsigned char>(byte) & 15];
  }
  return out;
}

namespace {

std::uint64_t MixWord(std::uint64_t state, std::uint64_t word) {
  return std::rotl(state ^ word, 29) * 0x9e3779b97f4a7c15ULL;
}

}  // namespace

void StreamHash::Add(BytesView bytes) {
  std::size_t held = size_ % 8;
  size_ += bytes.size();
  for (; held != 0 && !bytes.empty(); held = (held + 1) % 8) {
    pending_ |= std::uint64_t{static_cast<unsigned char>(bytes[0])} << (8 * held);
    bytes.remove_prefix(1);
    if (held == 7) {
      state_ = MixWord(state_, pending_);
      pending_ = 0;
    }
  }
  for (; bytes.size() >= 8; bytes.remove_prefix(8)) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes.data(), sizeof word);
    state_ = MixWord(state_, word);
  }
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    pending_ |= std::uint64_t{static_cast<unsigned char>(bytes[i])} << (8 * i);
  }
}

std::uint64_t StreamHash::value() const {
  const std::uint64_t mixed = MixWord(MixWord(state_, pending_), size_);
  return mixed ^ (mixed >> 32);
}

}  // namespace echocheck
