// SPDX-License-Identifier: MIT
#include "tests/unit/judge/both_languages.h"

#include <cctype>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "harness/judge/judge.h"

namespace echocheck {
namespace {

// Without what `open` and `close` enclose: bytes, steps, samples.
std::string Without(std::string text, std::string_view open, std::string_view close) {
  while (true) {
    const std::size_t begin = text.find(open);
    const std::size_t end = text.find(close, begin + open.size());
    if (begin == text.npos || end == text.npos) return text;
    text.erase(begin, end + close.size() - begin);
  }
}

std::string Unquoted(std::string_view text) {
  return Without(Without(std::string(text), "「", "」"), "\"", "\"");
}

bool HoldsPlaceholder(std::string_view text) {
  const std::string own = Unquoted(text);
  const std::size_t open = own.find('{');
  return open != own.npos && own.find('}', open) != own.npos;
}

// What the worker saw is recorded in English, and stands at the end: "could not be seen: EACCES".
std::string WithoutReason(const std::string& text) { return text.substr(0, text.find(": ")); }

void ExpectOneLanguage(const Finding& finding, bool japanese) {
  std::vector<std::string> texts = {finding.summary, finding.expected, finding.actual};
  if (finding.cause) {
    texts.push_back(finding.cause->sentence);
    texts.push_back(finding.cause->hint);
  }
  const bool has_reason =
      finding.verdict == Verdict::kInconclusive || finding.verdict == Verdict::kSkipped;
  if (has_reason) texts = {WithoutReason(finding.summary)};
  for (const std::string& text : texts) {
    EXPECT_FALSE(HoldsPlaceholder(text)) << finding.check << ": " << text;
    EXPECT_FALSE(japanese && HoldsEnglish(text)) << finding.check << ": " << text;
  }
  EXPECT_EQ(finding.summary.find("checks."), std::string::npos) << finding.summary;
}

}  // namespace

bool HoldsEnglish(std::string_view text) {
  const std::string own = Unquoted(text);
  const auto is_word = [&](std::size_t at) {
    const auto is_letter = [](char c) { return std::islower(static_cast<unsigned char>(c)) != 0; };
    return at + 1 < own.size() && is_letter(own[at]) && is_letter(own[at + 1]);
  };
  for (std::size_t space = own.find(' ', 2); space != own.npos; space = own.find(' ', space + 1)) {
    if (is_word(space - 2) && is_word(space + 1)) return true;
  }
  return false;
}

void ExpectBothLanguages(const CheckInput& input) {
  const Judgement english = Judge(input, {false, "en"});
  const Judgement japanese = Judge(input, {false, "ja"});
  ASSERT_EQ(english.findings.size(), japanese.findings.size());
  for (std::size_t i = 0; i < english.findings.size(); ++i) {
    const Finding& one = english.findings[i];
    const Finding& other = japanese.findings[i];
    EXPECT_EQ(one.verdict, other.verdict) << one.check;
    EXPECT_EQ(one.expected.empty(), other.expected.empty()) << one.check;
    EXPECT_EQ(one.actual.empty(), other.actual.empty()) << one.check;
    ASSERT_EQ(one.cause.has_value(), other.cause.has_value()) << one.check;
    if (one.cause) {
      EXPECT_EQ(one.cause->arguments, other.cause->arguments) << one.check;
    }
    ExpectOneLanguage(one, false);
    ExpectOneLanguage(other, true);
  }
}

}  // namespace echocheck
