// SPDX-License-Identifier: MIT
#include "harness/report/run_json.h"

#include <algorithm>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

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

// A value that has no key when it says nothing.
template <class Archive, class Value>
void DescribeUnlessEmpty(Archive& fields, const char* key, Value&& value) {
  if constexpr (Archive::kReads) {
    std::optional<std::remove_cvref_t<Value>> there;
    fields(key, there);
    value = std::move(there).value_or(std::remove_cvref_t<Value>());
  } else {
    if (!value.empty()) fields(key, value);
  }
}

// A value that has no key when it is false.
template <class Archive, class Bool>
void DescribeIfTrue(Archive& fields, const char* key, Bool& value) {
  if constexpr (Archive::kReads) {
    std::optional<bool> there;
    fields(key, there);
    value = there.value_or(false);
  } else {
    if (value) fields(key, value);
  }
}

}  // namespace

// Told by the scenarios, too: nothing reads it back.
void Describe(FieldWriter& fields, const Downgrade& downgrade) {
  fields("what", downgrade.what);
  fields("scenarios", downgrade.scenarios);
  fields("played", downgrade.played);
  fields("reason", downgrade.reason);
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
  DescribeIfTrue(fields, "confined", run.confined);
  DescribeUnlessEmpty(fields, "profile", run.profile);
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
  if constexpr (!Archive::kReads) DescribeUnlessEmpty(fields, "downgrades", DowngradesOf(run));
  fields("causes", run.causes);
  DescribeUnlessEmpty(fields, "no_longer_failing", run.no_longer_failing);
}

template void Describe(FieldWriter&, const RunHead<const RunRecord>&);
template void Describe(FieldReader&, const RunHead<RunRecord>&);

}  // namespace echocheck
