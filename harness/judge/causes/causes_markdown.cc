// SPDX-License-Identifier: MIT
#include "harness/judge/causes/causes_markdown.h"

#include <string_view>

#include <fmt/format.h>

#include "harness/judge/causes/cause_registry.h"
#include "harness/judge/causes/cause_texts.h"
#include "harness/judge/checks/check_registry.h"

namespace echocheck {
namespace {

constexpr std::string_view kCausesIntroduction = R"(# Causes

Why a check failed, as far as the evidence tells. This page is made from the registry of causes
(`harness/judge/causes/`).

echocheck looks at bytes, segments and the process together. Each failed finding gets the first of
these causes that explains its check and that the evidence shows. Several findings with the same cause
are one fault. When no cause fits, none is named.

The most basic cause comes first: an earlier cause may be the reason for a later one. Whatever goes
wrong shows in `flags.sequence`, too, so it takes over the most basic cause of its scenario.

In a report a cause has its `id`, the `arguments` that its sentence is filled with, the sentence, and
a hint that says what to look at and what to do. Both texts are in the language of the run
(`--lang en`, `--lang ja`).
)";

std::string ChecksOf(const CheckSet& explains) {
  std::string text;
  for (const Check& check : AllChecks()) {
    if (explains.Has(check.id))
      text += fmt::format("{}`{}`", text.empty() ? "" : ", ", check.name());
  }
  return text;
}

}  // namespace

std::string CausesMarkdown() {
  std::string page(kCausesIntroduction);
  for (const CauseRule& rule : AllCauses()) {
    const auto say = [&](CauseText which) { return TextOf(rule, which, Language::kEnglish); };
    page += fmt::format("\n## {}\n\n**{}.** {}\n\n", rule.id, say(CauseText::kTitle),
                        say(CauseText::kSentence));
    page += fmt::format("Hint: {}\n\n", say(CauseText::kHint));
    page += fmt::format("Told by: {}\n\n", say(CauseText::kToldBy));
    page += fmt::format("Explains {}.\n", ChecksOf(rule.explains));
  }
  return page;
}

}  // namespace echocheck
