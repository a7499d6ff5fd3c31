// SPDX-License-Identifier: MIT
#include "harness/target/command_words.h"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <optional>

#include "harness/base/nearest_name.h"
#include "harness/words/because.h"

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
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+=./,:@%{}";
  return word.empty() || word.find_first_not_of(kPlain) != std::string::npos;
}

// "prot" of "{prot}", "PORT" of "$PORT" and "${PORT}", "port" of "{port"; empty: it is a word like
// any other.
std::string_view NameIn(std::string_view word) {
  const std::size_t open = word.find('{');
  std::string_view name;
  if (open != std::string_view::npos) {
    name = word.substr(open + 1, word.find('}', open) - open - 1);
  } else if (word.starts_with('$')) {
    name = word.substr(1);
  }
  const bool letters = std::all_of(name.begin(), name.end(), [](char c) {
    return std::isalpha(static_cast<unsigned char>(c)) != 0;
  });
  return letters ? name : std::string_view();
}

}  // namespace

Status CheckPlaceholders(const std::vector<std::string>& words) {
  static constexpr std::string_view kNames[] = {"host", "port"};
  for (const std::string& word : words) {
    if (word.find_first_of(" \t\n;") != std::string::npos) continue;  // a script
    std::string name(NameIn(word));
    std::ranges::transform(name, name.begin(), [](unsigned char c) { return std::tolower(c); });
    const auto meant = name.size() < 3 ? std::nullopt : NearestName(name, kNames);
    if (!meant || HasPlaceholders({word})) continue;
    return UsageError(
        Say("errors.unknown_placeholder", {{"word", word}, {"meant", "{" + *meant + "}"}}));
  }
  return {};
}

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
      if (last) return UsageError(Say("errors.lone_backslash"));
      word() += command[++i];
    } else if (IsBlank(c)) {
      in_word = false;
    } else {
      word() += c;
    }
  }
  if (quote != '\0') {
    return UsageError(Say("errors.open_quote", {{"quote", std::string(1, quote)}}));
  }
  if (words.empty()) return UsageError(Say("errors.empty_command"));
  return words;
}

Result<std::vector<std::string>> CommandWords(const std::string& typed, const std::string& folder) {
  std::error_code ignored;
  for (const std::filesystem::path& place :
       {std::filesystem::path(folder), std::filesystem::path()}) {
    if (typed.find('/') == std::string::npos) break;  // looked up in PATH
    if (std::filesystem::is_regular_file(place / typed, ignored)) return std::vector{typed};
  }
  return SplitWords(typed);
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
    ReplaceAll(word, kHost, ToString(address.address));
    ReplaceAll(word, kPort, std::to_string(address.port));
  }
  return words;
}

}  // namespace echocheck
