// SPDX-License-Identifier: MIT
#include "harness/report/changes_text.h"

#include <algorithm>

#include "harness/report/console_page.h"
#include "harness/report/console_text.h"

namespace echocheck {
namespace {

// "saved  fail: 5 of 12 bytes came back", with its further lines below the text.
std::string RenderSide(const std::string& label, const std::string& text, std::size_t indent,
                       const Page& page) {
  const std::size_t text_at =
      indent + 2 +
      std::max(DisplayWidth(page.Text("console.saved")), DisplayWidth(page.Text("console.now")));
  std::string out;
  std::string before = PadRight(std::string(indent, ' ') + label, text_at);
  for (const std::string& line : SafeLines(text.empty() ? page.Text("console.not_judged") : text)) {
    for (const std::string& piece : WrapToWidth(line, page.width - text_at)) {
      out += before + piece + '\n';
      before.assign(text_at, ' ');
    }
  }
  return out;
}

}  // namespace

std::string RenderChanges(std::span<const FindingChange> changes, std::string_view saved_by,
                          const ConsoleOptions& options) {
  const Page page = PageOf(options);
  if (changes.empty()) {
    if (options.detail == ConsoleOptions::kQuiet) return "";
    return "  " + page.pen(Ink::kDim, page.Text("console.same_findings")) + '\n';
  }
  std::string out;
  const std::string title = page.Text("console.changes", {{"version", SafeLine(saved_by)}});
  for (const std::string& piece : WrapToWidth(title, page.width)) out += piece + '\n';
  std::string_view scenario;
  for (const FindingChange& change : changes) {
    if (change.scenario != scenario) out += "  " + SafeLine(change.scenario) + '\n';
    scenario = change.scenario;
    std::size_t indent = 4;
    if (!change.check.empty()) {
      out += "    " + SafeLine(change.check) + '\n';
      indent = 6;
    }
    out += RenderSide(page.Text("console.saved"), change.before, indent, page);
    out += RenderSide(page.Text("console.now"), change.now, indent, page);
  }
  return out;
}

}  // namespace echocheck
