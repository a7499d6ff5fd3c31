// SPDX-License-Identifier: MIT
#include "harness/cli/manual/roff.h"

namespace echocheck {
namespace {

template <class Do>
void ForEachLine(std::string_view text, Do&& act) {
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    act(text.substr(0, end));
    if (end == std::string_view::npos) return;
    text.remove_prefix(end + 1);
  }
}

}  // namespace

std::string EscapeRoff(std::string_view text) {
  // A dot or a quote at the start of a line would begin a request.
  std::string escaped = text.starts_with('.') || text.starts_with('\'') ? "\\&" : "";
  for (const char letter : text) {
    switch (letter) {
      case '\\':
        escaped += "\\e";
        break;
      case '-':  // else a hyphen, which no shell takes for an option
        escaped += "\\-";
        break;
      case '\'':
        escaped += "\\(aq";
        break;
      case '`':
        escaped += "\\(ga";
        break;
      case '^':
        escaped += "\\(ha";
        break;
      case '~':
        escaped += "\\(ti";
        break;
      default:
        escaped += letter;
    }
  }
  return escaped;
}

void RoffPage::Header(std::string_view name, std::string_view version, std::string_view date) {
  text_ += ".\\\" SPDX-License-Identifier: MIT\n.\\\" Made by generate_manual.\n";
  text_ += ".TH " + std::string(name) + " 1 " + std::string(date) + " \"" + std::string(version) +
           "\"\n";
}

void RoffPage::Section(std::string_view title) {
  text_ += ".SH " + EscapeRoff(title) + "\n";
  after_heading_ = true;
}

void RoffPage::Subsection(std::string_view title) {
  text_ += ".SS " + EscapeRoff(title) + "\n";
  after_heading_ = true;
}

// A heading begins a paragraph already.
void RoffPage::BeginParagraph() {
  if (!after_heading_) text_ += ".PP\n";
  after_heading_ = false;
}

void RoffPage::Paragraphs(std::string_view text) {
  BeginParagraph();
  bool begins = false;
  ForEachLine(text, [&](std::string_view line) {
    if (line.empty()) {
      begins = true;
      return;
    }
    if (begins) BeginParagraph();
    begins = false;
    text_ += EscapeRoff(line) + "\n";
  });
}

void RoffPage::Bold(std::string_view line) {
  BeginParagraph();
  text_ += "\\fB" + EscapeRoff(line) + "\\fR\n";
}

void RoffPage::Item(std::string_view term, std::string_view value, std::string_view text) {
  after_heading_ = false;
  text_ += ".TP\n\\fB" + EscapeRoff(term) + "\\fR";
  if (!value.empty()) {
    text_ += (term.empty() ? "" : " ") + ("\\fI" + EscapeRoff(value)) + "\\fR";
  }
  text_ += "\n" + EscapeRoff(text) + "\n";
}

void RoffPage::Verbatim(std::string_view lines) {
  BeginParagraph();
  text_ += ".nf\n";
  ForEachLine(lines, [&](std::string_view line) {
    // An empty line would be warned about.
    text_ += line.empty() ? ".sp\n" : EscapeRoff(line) + "\n";
  });
  text_ += ".fi\n";
}

}  // namespace echocheck
