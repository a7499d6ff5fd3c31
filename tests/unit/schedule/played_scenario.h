// SPDX-License-Identifier: MIT
// Records made by hand: what a scenario came to, without playing it.
#pragma once

#include <string>
#include <utility>

#include "harness/model/run_record.h"

namespace echocheck {

// PlayedScenario("close/a").Fails("close.fin", "never-closes").Build()
class PlayedScenario {
 public:
  explicit PlayedScenario(std::string name) {
    record_.name = std::move(name);
    record_.verdict = Verdict::kPass;
  }
  PlayedScenario& Passes(std::string check) { return Add(Verdict::kPass, std::move(check), ""); }
  PlayedScenario& Fails(std::string check, std::string cause = "") {
    record_.verdict = Verdict::kFail;
    return Add(Verdict::kFail, std::move(check), std::move(cause));
  }
  PlayedScenario& Warns(std::string check, std::string cause = "") {
    if (record_.verdict == Verdict::kPass) record_.verdict = Verdict::kWarn;
    return Add(Verdict::kWarn, std::move(check), std::move(cause));
  }
  PlayedScenario& Is(Verdict verdict) {
    record_.verdict = verdict;
    return *this;
  }
  ScenarioRecord Build() const { return record_; }

 private:
  PlayedScenario& Add(Verdict verdict, std::string check, std::string cause) {
    Finding& finding = record_.findings.emplace_back();
    finding.check = std::move(check);
    finding.verdict = verdict;
    if (!cause.empty()) {
      finding.cause = Cause{cause, {}, "why " + cause, "look for " + cause};
    }
    return *this;
  }

  ScenarioRecord record_;
};

}  // namespace echocheck
