// SPDX-License-Identifier: MIT
// What INFO checks found out: worth knowing, and without any influence on verdicts and exit codes.
#pragma once

#include <string>
#include <vector>

#include "harness/model/run_record.h"

namespace echocheck {

// One remark, however many scenarios it is from.
struct Remark {
  std::string id;    // of a cause, or where it has none of the check
  std::string text;  // the cause's sentence, or what the check found
  std::string hint;  // empty: there is none
  std::vector<std::string> scenarios;
};

// Returns the remarks of a run, each once, in the order of the scenarios. Of a scenario whose
// remarks have causes, those without a cause follow from them and are left out.
std::vector<Remark> RemarksOf(const RunRecord& run);

// Returns "ID: TEXT", made safe, in one line.
std::string RemarkLine(const Remark& remark);

}  // namespace echocheck
