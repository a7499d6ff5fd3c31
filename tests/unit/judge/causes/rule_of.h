// SPDX-License-Identifier: MIT
// One rule of a cause by itself, without those that stand before it.
#pragma once

#include <algorithm>
#include <map>
#include <string>

#include "harness/judge/causes/cause_registry.h"
#include "harness/judge/causes/cause_texts.h"
#include "tests/unit/judge/evidence_input.h"

namespace echocheck {

inline const CauseRule& RuleOf(std::string_view id) {
  const auto all = AllCauses();
  return *std::find_if(all.begin(), all.end(),
                       [&](const CauseRule& rule) { return rule.id == id; });
}

// What the rule tells of the client `index` for a finding of `check`; empty: nothing.
inline std::map<std::string, std::string> Told(Session& session, std::string_view id,
                                               std::size_t index = 0, std::string_view check = "") {
  const CheckInput input = InputOf(session);
  const Connection connection = ConnectionOf(session, index);
  Finding finding;
  finding.check = check;
  const CheckId id_of_check = FromString<CheckId>(check).value_or(CheckId::kTargetStarts);
  const auto arguments = RuleOf(id).find({input, finding, id_of_check, &connection});
  return ToText(arguments.value_or(CauseArguments{}), Language::kEnglish);
}

inline bool Tells(Session& session, std::string_view id, std::size_t index = 0,
                  std::string_view check = "") {
  return !Told(session, id, index, check).empty();
}
inline bool Tells(Session&& session, std::string_view id) { return Tells(session, id); }

}  // namespace echocheck
