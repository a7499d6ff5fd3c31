// SPDX-License-Identifier: MIT
#include "harness/check/causes/causes_markdown.h"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>

#include "harness/check/causes/cause_messages.h"
#include "harness/check/causes/cause_registry.h"

namespace echocheck {
namespace {

constexpr std::string_view kCausesIntroduction = R"(# Causes

Why a check failed, as far as the evidence tells. This page is made from the registry of causes
(`harness/check/causes/`).

Bytes, segments and the process are looked at together. Each failed finding gets the first of these
causes that explains its check and that the evidence speaks for; several findings with the same cause
are one fault. Where none fits, none is named.

The order is from the most basic one on: what stands earlier may well be the reason for what stands
later. `flags.sequence`, in which whatever went wrong shows, takes over the most basic cause of its
scenario.

In a report a cause has its `id`, the `arguments` that its sentence is filled with, the sentence, and
a hint that says where to look. Both texts are in the language of the run (`--lang en`, `--lang ja`).
)";

std::string ChecksOf(std::string_view explains) {
  std::string text;
  while (!explains.empty()) {
    const std::size_t end = std::min(explains.find(' '), explains.size());
    text += (text.empty() ? "`" : ", `") + std::string(explains.substr(0, end)) + "`";
    explains.remove_prefix(std::min(end + 1, explains.size()));
  }
  return text;
}

}  // namespace

std::string CausesMarkdown() {
  std::string page(kCausesIntroduction);
  for (const CauseRule& rule : AllCauses()) {
    const CauseMessage english = MessageOf(rule.id, "en");
    page += fmt::format("\n## {}\n\n**{}.** {}\n\n", rule.id, english.title, english.sentence);
    page += fmt::format("Hint: {}\n\n", english.hint);
    page += fmt::format("Told by: {}\n\n", rule.evidence);
    page += fmt::format("Explains {}.\n", ChecksOf(rule.explains));
  }
  return page;
}

}  // namespace echocheck
