// SPDX-License-Identifier: MIT
#include "harness/schedule/attempts.h"

#include <algorithm>
#include <optional>

namespace echocheck {
namespace {

// How bad a conclusive verdict is.
int Badness(Verdict verdict) {
  switch (verdict) {
    case Verdict::kFail:
      return 2;
    case Verdict::kWarn:
      return 1;
    case Verdict::kPass:
    case Verdict::kInconclusive:
    case Verdict::kSkipped:
    case Verdict::kError:
      return 0;
  }
  return 0;
}

}  // namespace

void AddOnce(const std::string& name, std::vector<std::string>& names) {
  if (std::ranges::find(names, name) == names.end()) names.push_back(name);
}

FailureSet FailuresOf(const ScenarioRecord& record) {
  FailureSet failures;
  if (record.evidence.error) failures.emplace("", record.evidence.error->message.english());
  for (const Finding& finding : record.findings) {
    if (!WantsConfirmation(finding.verdict)) continue;
    failures.emplace(finding.check, finding.cause ? finding.cause->id : "");
  }
  return failures;
}

Attempt AttemptOf(const ScenarioRecord& record, bool alone) {
  Attempt attempt;
  attempt.verdict = record.verdict;
  attempt.alone = alone;
  for (const Finding& finding : record.findings) {
    if (finding.verdict != Verdict::kFail && finding.verdict != Verdict::kWarn) continue;
    AddOnce(finding.check, attempt.failed);
    if (finding.cause) AddOnce(finding.cause->id, attempt.causes);
  }
  attempt.duration = record.evidence.durations.total;
  attempt.folder = record.folder;
  attempt.digests = record.digests;
  return attempt;
}

bool IsConclusive(Verdict verdict) {
  return verdict == Verdict::kPass || verdict == Verdict::kWarn || verdict == Verdict::kFail;
}

bool WantsConfirmation(Verdict verdict) {
  return verdict != Verdict::kPass && verdict != Verdict::kSkipped;
}

bool Replaces(const Attempt& shown, const Attempt& newer, bool allow_flaky) {
  // We failed where nothing was wrong: one of the times that were asked for has not been played.
  // Only a pass that is alone makes up for it.
  if (shown.verdict == Verdict::kPass && newer.verdict == Verdict::kError) return true;
  if (shown.verdict == Verdict::kError && newer.verdict == Verdict::kPass) return newer.alone;
  if (IsConclusive(shown.verdict) != IsConclusive(newer.verdict)) {
    return IsConclusive(newer.verdict);
  }
  if (shown.verdict == newer.verdict || !IsConclusive(newer.verdict)) {
    return newer.alone && !shown.alone;
  }
  return (Badness(newer.verdict) > Badness(shown.verdict)) != allow_flaky;
}

bool IsFlaky(std::span<const Attempt> attempts) {
  std::optional<Verdict> first;
  for (const Attempt& attempt : attempts) {
    if (!IsConclusive(attempt.verdict)) continue;
    if (first && *first != attempt.verdict) return true;
    first = attempt.verdict;
  }
  return false;
}

void Conclude(const std::vector<Attempt>& attempts, ScenarioRecord& record) {
  if (attempts.size() > 1) record.attempts = attempts;
  record.flaky = IsFlaky(attempts);
  if (record.flaky && record.verdict == Verdict::kPass) record.verdict = Verdict::kWarn;
}

}  // namespace echocheck
