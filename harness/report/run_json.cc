// SPDX-License-Identifier: MIT
#include "harness/report/run_json.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "harness/case/reason_json.h"
#include "harness/report/downgrades.h"

namespace echocheck {
namespace {

// Which arenas there were: told by the scenarios, so there is nothing in it to be read back.
std::vector<Isolation> IsolationGot(const RunRecord& run) {
  std::vector<Isolation> got;
  for (const ScenarioRecord& scenario : run.scenarios) {
    if (scenario.not_played) continue;
    const Isolation one = scenario.evidence.isolation;
    if (std::ranges::find(got, one) == got.end()) got.push_back(one);
  }
  return got;
}

template <class Run>
struct IsolationOf {
  Run& run;
};

template <class Archive, class Run>
void Describe(Archive& fields, const IsolationOf<Run>& isolation) {
  fields("asked", isolation.run.isolation);
  if constexpr (!Archive::kReads) fields("got", IsolationGot(isolation.run));
}

}  // namespace

// Told by the scenarios, too: nothing reads it back.
void Describe(FieldWriter& fields, const Downgrade& downgrade) {
  fields("what", downgrade.what);
  fields("scenarios", downgrade.scenarios);
  fields("played", downgrade.played);
  DescribeReason(fields, "reason", "reason_said", downgrade.reason);
}

template <class Archive>
void Describe(Archive& fields, Of<Archive, CauseRecord>& cause) {
  fields("id", cause.id);
  fields("verdict", cause.verdict);
  fields("sentence", cause.sentence);
  fields("hint", cause.hint);
  fields("scenarios", cause.scenarios);
  fields("checks", cause.checks);
}

template <class Archive, class Run>
void Describe(Archive& fields, const RunHead<Run>& head) {
  Run& run = head.run;
  IsolationOf<Run> isolation{run};
  fields("tool_version", run.tool_version);
  fields("started", run.started);
  fields("host_kernel", run.host_kernel);
  fields("command", run.command);
  fields("isolation", isolation);
  DescribeIfSet(fields, "confined", run.confined);
  DescribeIfSet(fields, "profile", run.profile);
  fields("language", run.language);
  fields("seed", run.seed);
  fields("jobs", run.jobs);
  fields("repeat", run.repeat);
  fields("strict", run.strict);
  fields("allow_flaky", run.allow_flaky);
  fields("finished", run.finished);
  fields("duration_ns", run.duration);
  fields("verdict", run.verdict);
  fields("exit_code", run.exit_code);
  if constexpr (!Archive::kReads) {
    const std::vector<Downgrade> downgrades = DowngradesOf(run);
    if (!downgrades.empty()) fields("downgrades", downgrades);
  }
  fields("causes", run.causes);
  DescribeIfSet(fields, "no_longer_failing", run.no_longer_failing);
}

template void Describe(FieldWriter&, const RunHead<const RunRecord>&);
template void Describe(FieldReader&, const RunHead<RunRecord>&);

}  // namespace echocheck
