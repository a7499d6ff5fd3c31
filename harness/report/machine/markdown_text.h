// SPDX-License-Identifier: MIT
// Foreign text as Markdown (GitHub Flavored Markdown 0.29) that means nothing but itself.
#pragma once

#include <string>
#include <string_view>

#include "harness/base/bytes.h"

namespace echocheck {

// On one line, with every character that could begin markup escaped, and links and mentions cut.
std::string MarkdownPlain(BytesView text);

// As a code span. Not in a table: there a bar ends a cell in code, too.
std::string MarkdownCode(BytesView text);

// As a block, with a fence that nothing in it can close. Whole lines.
std::string MarkdownBlock(BytesView text);

// On one line, for HTML inside of Markdown, where backslashes mean nothing.
std::string HtmlPlain(BytesView text);

}  // namespace echocheck
