// SPDX-License-Identifier: MIT
// A command line as words, split as a shell would, and run without a shell.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "harness/base/endpoint.h"
#include "harness/base/result.h"

namespace echocheck {

// Blanks separate; '...' is literal, "..." and a backslash protect (inside "..." the backslash
// protects only $ ` " \ and newline, as in POSIX). Nothing is expanded. The error says which quote
// is open, or that there is no word.
Result<std::vector<std::string>> SplitWords(std::string_view command);

// The words of a server that was typed as one: SplitWords(), unless a file has just this name (in
// `folder`, if that is not empty, or here). Paths have blanks and quotes in them, too.
Result<std::vector<std::string>> CommandWords(const std::string& typed, const std::string& folder);

// The reverse: one line that a shell would read as these words.
std::string QuoteWords(const std::vector<std::string>& words);

// What looks like a placeholder and is none ({prot}, {PORT}, "{port", $PORT): says what would be
// right. Words of a shell's script are left alone.
Status CheckPlaceholders(const std::vector<std::string>& words);

// True when a word holds {host} or {port}.
bool HasPlaceholders(const std::vector<std::string>& words);

// With {host} and {port} replaced, wherever they stand.
std::vector<std::string> FillPlaceholders(std::vector<std::string> words, const Endpoint& address);

}  // namespace echocheck
