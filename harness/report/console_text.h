// SPDX-License-Identifier: MIT
// Text for a terminal: made harmless, measured in columns, wrapped, cut and coloured. Whatever may
// hold bytes of the target goes through SafeLine() or base's EscapeBytes() before anything else.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "harness/base/bytes.h"
#include "harness/base/clock.h"
#include "harness/words/language.h"
#include "harness/words/sentence.h"

namespace echocheck {

// `text` as well-formed UTF-8 on one line, in which nothing moves the cursor, changes a colour or
// turns the direction of writing: control, bidirectional and invisible characters are escaped.
std::string SafeLine(BytesView text);

// The lines of `text`, each made safe; a newline at the very end begins no further line.
std::vector<std::string> SafeLines(BytesView text);

// Terminal columns that safe text takes: East Asian wide characters take two, combining ones none.
std::size_t DisplayWidth(std::string_view safe_text);

// At most `width` columns, ending in "..." if something was left out.
std::string CutToWidth(std::string_view safe_text, std::size_t width);

// Broken at blanks, and between wide characters, into lines of at most `width` columns; a longer
// word is broken where it must.
std::vector<std::string> WrapToWidth(std::string_view safe_text, std::size_t width);

// The lines of a table or a page of options, each wrapped to `width` columns: what does not fit
// goes on below the last column's text, which begins behind the first two blanks in a row.
std::string WrapTable(std::string_view safe_text, std::size_t width);

std::string PadRight(std::string_view safe_text, std::size_t width);
std::string PadLeft(std::string_view safe_text, std::size_t width);

// "0.123 ms", "18.3 ms", "2.41 s"
std::string FormatDuration(Nanoseconds duration);

enum class Ink : std::uint8_t { kPlain, kDim, kBold, kGood, kBad, kDoubt, kClient, kServer };

// Colours with ANSI sequences, or not at all.
class Pen {
 public:
  explicit Pen(bool color) : color_(color) {}
  std::string operator()(Ink ink, std::string_view safe_text) const;

 private:
  bool color_;
};

// What each part of the console's text has to know about its page.
struct Page {
  std::size_t width;
  Pen pen;
  Language language;

  // Returns the text `name` of the catalogues ("console.expected"), filled.
  std::string Text(std::string_view name, std::vector<Argument> arguments = {}) const {
    return ToText(Say(name, std::move(arguments)), language);
  }
};

}  // namespace echocheck
