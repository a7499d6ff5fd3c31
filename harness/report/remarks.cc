// SPDX-License-Identifier: MIT
#include "harness/report/remarks.h"

#include <algorithm>

#include "harness/report/console_text.h"

namespace echocheck {
namespace {

// An INFO that does not hold passes. It is told from one that holds by what was expected.
bool IsRemark(const Finding& finding) {
  return finding.level == Level::kInfo && finding.verdict == Verdict::kPass &&
         (finding.cause || !finding.expected.empty());
}

void Add(const Finding& finding, const std::string& scenario, std::vector<Remark>& remarks) {
  const std::string& id = finding.cause ? finding.cause->id : finding.check;
  auto known = std::ranges::find(remarks, id, &Remark::id);
  if (known == remarks.end()) {
    remarks.push_back(finding.cause ? Remark{id, finding.cause->sentence, finding.cause->hint, {}}
                                    : Remark{id, finding.summary, "", {}});
    known = remarks.end() - 1;
  }
  if (known->scenarios.empty() || known->scenarios.back() != scenario) {
    known->scenarios.push_back(scenario);
  }
}

}  // namespace

std::vector<Remark> RemarksOf(const RunRecord& run) {
  std::vector<Remark> remarks;
  for (const ScenarioRecord& scenario : run.scenarios) {
    const bool has_cause = std::ranges::any_of(scenario.findings, [](const Finding& finding) {
      return IsRemark(finding) && finding.cause;
    });
    for (const Finding& finding : scenario.findings) {
      if (!IsRemark(finding) || (has_cause && !finding.cause)) continue;
      Add(finding, scenario.name, remarks);
    }
  }
  return remarks;
}

std::string RemarkLine(const Remark& remark) { return SafeLine(remark.id + ": " + remark.text); }

}  // namespace echocheck
