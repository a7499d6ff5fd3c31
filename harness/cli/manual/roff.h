// SPDX-License-Identifier: MIT
// Builds text in the language of man(7).
#pragma once

#include <string>
#include <string_view>

namespace echocheck {

// Returns `text` so that troff prints it as it is, wherever it stands in a line.
std::string EscapeRoff(std::string_view text);

// A page that grows at its end. All texts are escaped here.
class RoffPage {
 public:
  void Header(std::string_view name, std::string_view version, std::string_view date);
  void Section(std::string_view title);
  void Subsection(std::string_view title);
  // Each line of `text` that is empty begins a new paragraph.
  void Paragraphs(std::string_view text);
  void Bold(std::string_view line);
  // A term, and what it is. `value` is printed in italics after the bold `term`.
  void Item(std::string_view term, std::string_view value, std::string_view text);
  // Lines as they are.
  void Verbatim(std::string_view lines);

  const std::string& text() const { return text_; }

 private:
  void BeginParagraph();

  std::string text_;
  bool after_heading_ = false;
};

}  // namespace echocheck
