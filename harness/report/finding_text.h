// SPDX-License-Identifier: MIT
// One line a check; of one that did not pass also what was expected, what came, where to look, why.
#pragma once

#include <string>
#include <vector>

#include "harness/model/finding.h"
#include "harness/report/console_text.h"

namespace echocheck {

Ink InkOf(Verdict verdict);

// Whole lines. `all_details`: of those that passed, too.
std::string RenderFindings(const std::vector<Finding>& findings, bool all_details,
                           const Page& page);

// `text` wrapped, its first line after `label`, the others below it: the layout of all details.
std::string LabelledText(std::string_view label, BytesView text, std::size_t indent, Ink ink,
                         const Page& page);

}  // namespace echocheck
