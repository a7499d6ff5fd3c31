// SPDX-License-Identifier: MIT
#include "harness/target/command_words.h"

#include <algorithm>

namespace echocheck {
namespace {

constexpr std::string_view kHost = "{host}";
constexpr std::string_view kPort = "{port}";

bool IsBlank(char c) { return c == ' ' || c == '\t' || c == '\n'; }

// The characters that a backslash protects inside double quotes.
bool IsSpecialInQuotes(char c) {
  return c == '$' || c == '`' || c == '"' || c == '\\' || c == '\n';
}

void ReplaceAll(std::string& text, std::string_view what, const std::string& with) {
  for (std::size_t at = text.find(what); at != std::string::npos;
       at = text.find(what, at + with.size())) {
    text.replace(at, what.size(), with);
  }
}

bool NeedsQuotes(const std::string& word) {
  constexpr std::string_view kPlain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+=./,:@%{}[]";
  return word.empty() || word.find_first_not_of(kPlain) != std::string::npos;
}

}  // namespace

Result<std::vector<std::string>> SplitWords(std::string_view command) {
  std::vector<std::string> words;
  bool in_word = false;
  char quote = '\0';
  const auto word = [&]() -> std::string& {
    if (!in_word) words.emplace_back();
    in_word = true;
    return words.back();
  };
  for (std::size_t i = 0; i < command.size(); ++i) {
    const char c = command[i];
    const bool last = i + 1 == command.size();
    if (quote == '\'') {
      if (c == '\'') {
        quote = '\0';
      } else {
        word() += c;
      }
    } else if (quote == '"') {
      if (c == '"') {
        quote = '\0';
      } else if (c == '\\' && !last && IsSpecialInQuotes(command[i + 1])) {
        word() += command[++i];
      } else {
        word() += c;
      }
    } else if (c == '\'' || c == '"') {
      quote = c;
      word();
    } else if (c == '\\') {
      if (last) return UsageError("the command ends in a lone backslash");
      word() += command[++i];
    } else if (IsBlank(c)) {
      in_word = false;
    } else {
      word() += c;
    }
  }
  if (quote != '\0') {
    return UsageError(std::string("the command has an opening ") + quote + " and no closing one");
  }
  if (words.empty()) return UsageError("the command is empty");
  return words;
}

std::string QuoteWords(const std::vector<std::string>& words) {
  std::string line;
  for (const std::string& word : words) {
    if (!line.empty()) line += ' ';
    if (!NeedsQuotes(word)) {
      line += word;
      continue;
    }
    std::string quoted = word;
    ReplaceAll(quoted, "'", "'\\''");
    line += '\'' + quoted + '\'';
  }
  return line;
}

bool HasPlaceholders(const std::vector<std::string>& words) {
  return std::any_of(words.begin(), words.end(), [](const std::string& word) {
    return word.find(kHost) != std::string::npos || word.find(kPort) != std::string::npos;
  });
}

std::vector<std::string> FillPlaceholders(std::vector<std::string> words, const Endpoint& address) {
  for (std::string& word : words) {
    ReplaceAll(word, kHost, address.host);
    ReplaceAll(word, kPort, std::to_string(address.port));
  }
  return words;
}

}  // namespace echocheck
