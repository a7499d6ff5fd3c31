// SPDX-License-Identifier: MIT
// Evidence of one scenario -> findings and verdicts.
#pragma once

#include <string>
#include <vector>

#include "harness/judge/check_input.h"
#include "harness/model/finding.h"

namespace echocheck {

struct JudgeOptions {
  bool strict = false;  // a SHOULD that does not hold fails
  // Of findings and causes: "en" or "ja"; another one is taken for "en".
  std::string language = "en";
};

struct Judgement {
  std::vector<Finding> findings;               // in the registry's order
  Verdict verdict = Verdict::kInconclusive;    // of all
  Verdict behaviour = Verdict::kInconclusive;  // of all but close.*
  // Of close.*. Skipped, too, where close.fin, close.order and close.no_reset are all skipped.
  Verdict close = Verdict::kInconclusive;
};

// Every finding that does not hold gets the cause that explains it, if one does.
//
// When we failed ourselves (ScenarioEvidence::error) nothing is judged: no findings, all `error`.
Judgement Judge(const CheckInput& input, JudgeOptions options = {});

}  // namespace echocheck
