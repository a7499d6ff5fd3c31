// SPDX-License-Identifier: MIT
#include "harness/cli/exit_code.h"

#include <cstdio>
#include <string>

#include "harness/base/bytes.h"
#include "harness/cli/language_choice.h"
#include "harness/cli/standard_output.h"
#include "harness/cli/terminal.h"
#include "harness/report/console_text.h"
#include "harness/words/sentence.h"

namespace echocheck {

int PrintError(const Error& error) {
  const std::string line =
      "echocheck: " + EscapeText(ToText(error.message, SpokenLanguage())) + "\n";
  std::fputs(line.c_str(), stderr);
  switch (error.kind) {
    case ErrorKind::kUsage:
      return kExitUsage;
    case ErrorKind::kEnvironment:
    case ErrorKind::kInternal:
      return kExitInconclusive;
  }
  return kExitInconclusive;
}

void Remark(const Sentence& sentence) {
  const Sentence note = Say("errors.note", {{"text", sentence}});
  std::fputs((EscapeText(ToText(note, SpokenLanguage())) + "\n").c_str(), stderr);
}

int PrintOutput(const std::string& text) {
  const Status printed = Print(text);
  return printed ? kExitConforms : PrintError(printed.error());
}

int PrintTable(const std::string& text) {
  const auto width = TerminalWidth();
  return PrintOutput(width ? WrapTable(text, static_cast<std::size_t>(*width)) : text);
}

}  // namespace echocheck
