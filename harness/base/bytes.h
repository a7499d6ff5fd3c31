// SPDX-License-Identifier: MIT
// Bytes as they are on a socket, and how to show them to a person.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace echocheck {

// Arbitrary bytes: not text, not NUL-terminated.
using Bytes = std::string;
using BytesView = std::string_view;

// Returns bytes as a person reads them: printable ASCII and printable UTF-8 stay, the rest becomes
// \n \r \t \0 \\ \" or \xNN, so that bytes of a target cannot steer a terminal or turn the
// direction of writing. Nor can they give GitHub's runner a command: of "##[" the bracket is
// escaped, too. A character that is cut in the middle is escaped. With `max_width` the result takes
// at most that many columns, and ends in "..." if something was left out; never inside an escape or
// a character.
std::string EscapeBytes(BytesView bytes, std::size_t max_width = std::string::npos);

// The same, for text of unknown origin that should stay readable: valid UTF-8 is kept, newlines
// and tabs too; control characters (C0, DEL, C1), broken UTF-8 and the bracket of "##[" are
// escaped.
std::string EscapeText(BytesView text);

// True when all of `bytes` is well-formed UTF-8 (no surrogates, no overlong forms).
bool IsUtf8(BytesView bytes);

// Returns the offset of the first byte that does not belong to well-formed UTF-8.
std::optional<std::size_t> FirstBadUtf8(BytesView bytes);

// Broken sequences become U+FFFD, so that the result is well-formed UTF-8.
std::string ToValidUtf8(BytesView bytes);

// "68 6f 67 65 0a"
std::string ToHex(BytesView bytes);

// A 64-bit hash of a stream that comes in pieces of any size. For equality of streams, not for
// security. Eight bytes a step, since bulk captures are read through it.
class StreamHash {
 public:
  void Add(BytesView bytes);
  std::uint64_t value() const;

 private:
  std::uint64_t state_ = 0;
  std::uint64_t pending_ = 0;  // the last size_ % 8 bytes, the first of them lowest
  std::uint64_t size_ = 0;
};

}  // namespace echocheck
