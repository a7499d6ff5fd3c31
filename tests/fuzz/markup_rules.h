// SPDX-License-Identifier: MIT
// The same as format_rules.h for formats that are markup: HTML and Markdown.
#pragma once

#include "harness/model/run_record.h"

namespace echocheck {

void HoldHtml(const RunRecord& run);
void HoldMarkdown(const RunRecord& run);

}  // namespace echocheck
