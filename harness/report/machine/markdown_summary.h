// SPDX-License-Identifier: MIT
// The run as Markdown, as GitHub shows it: for $GITHUB_STEP_SUMMARY, a comment, a wiki.
#pragma once

#include <cstddef>
#include <string>

#include "harness/model/run_record.h"

namespace echocheck {

// GitHub takes no summary of more than 1 MiB a step, and shows nothing then; other steps of the
// same file may want some of it, too.
constexpr std::size_t kMarkdownLimit = 1'000'000;

// Verdict, topics, causes with hints, then what did not pass, failures first. At most
// kMarkdownLimit bytes: what finds no room is counted at the end. Text from a target is never
// markup: it stands escaped, in code, or in a code block.
std::string RenderMarkdownSummary(const RunRecord& run);

}  // namespace echocheck
