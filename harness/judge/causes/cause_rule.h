// SPDX-License-Identifier: MIT
// A cause: the named reason for findings that do not hold, and the rule that tells it from the
// evidence. Pure, as checks are. What is said of it stands in the catalogue "causes"
// (cause_texts.h).
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "harness/judge/check_input.h"
#include "harness/judge/facts/connections.h"
#include "harness/model/check_id.h"
#include "harness/words/sentence.h"

namespace echocheck {

// What a placeholder of a cause's texts stands for: figures and bytes, which are the same in every
// language, or a sentence.
struct CauseArgument {
  Sentence said;

  CauseArgument(std::string text) : said(Plain(std::move(text))) {}
  CauseArgument(Sentence sentence) : said(std::move(sentence)) {}
};
using CauseArguments = std::map<std::string, CauseArgument>;

// What a rule looks at. Borrowed for the call.
struct CauseContext {
  const CheckInput& input;
  const Finding& finding;
  CheckId check;                 // of the finding
  const Connection* connection;  // one that the finding is about; nullptr: it is about the target

  const TargetOutcome& target() const { return input.evidence.target; }
};

struct CauseRule {
  std::string_view id;  // stable, as a check's
  CheckSet explains;
  std::string_view parameters;  // names of the arguments, parted by spaces
  // nullopt: the evidence does not speak for this cause. Otherwise all of `parameters`.
  std::optional<CauseArguments> (*find)(const CauseContext& context);
};

// "a" is one of the words of "a b c".
bool HasWord(std::string_view words, std::string_view word);

}  // namespace echocheck
