// SPDX-License-Identifier: MIT
#include "harness/report/changes_text.h"

#include <algorithm>

#include <fmt/format.h>

#include "harness/report/console_page.h"
#include "harness/report/console_text.h"
#include "harness/report/wording.h"

namespace echocheck {
namespace {

// "saved  fail: 5 of 12 bytes came back", with its further lines below the text.
std::string RenderSide(std::string_view label, const std::string& text, std::size_t indent,
                       const Page& page) {
  const Wording& words = page.words;
  const std::size_t text_at =
      indent + std::max(DisplayWidth(words.saved), DisplayWidth(words.now)) + 2;
  std::string out;
  std::string before = PadRight(std::string(indent, ' ') + std::string(label), text_at);
  for (const std::string& line : SafeLines(text.empty() ? words.not_judged : text)) {
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
  const Wording& words = page.words;
  if (changes.empty()) {
    if (options.detail == ConsoleOptions::kQuiet) return "";
    return "  " + page.pen(Ink::kDim, words.same_findings) + '\n';
  }
  std::string out;
  const std::string title =
      fmt::format(fmt::runtime(words.changes), fmt::arg("version", SafeLine(saved_by)));
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
    out += RenderSide(words.saved, change.before, indent, page);
    out += RenderSide(words.now, change.now, indent, page);
  }
  return out;
}

}  // namespace echocheck
