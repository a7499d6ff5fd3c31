// SPDX-License-Identifier: MIT
// One invocation: all that a report is made from.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "harness/base/clock.h"
#include "harness/base/enum_names.h"
#include "harness/base/error.h"
#include "harness/base/reason.h"
#include "harness/model/capture_log.h"
#include "harness/model/finding.h"
#include "harness/model/flow.h"
#include "harness/model/history.h"
#include "harness/model/level.h"
#include "harness/model/localized_text.h"
#include "harness/model/target_outcome.h"

namespace echocheck {

enum class Isolation { kPrivate, kHost };
constexpr auto EnumNames(Isolation /*tag*/) {
  return std::to_array<std::string_view>({"private", "host"});
}

// How long each part of a scenario took.
struct Durations {
  Nanoseconds arena{0};    // making it
  Nanoseconds capture{0};  // arming it
  Nanoseconds start{0};    // launch to LISTEN
  Nanoseconds play{0};     // the clients' steps
  Nanoseconds close{0};    // until every flow was closed, and the sync marker
  Nanoseconds stop{0};     // the target
  Nanoseconds judge{0};
  Nanoseconds total{0};
};

// How long the machine kept the target, or us, from running: others had the processors, or the disk
// was slow. Deadlines are put off by as much, up to a bound.
struct HeldUp {
  Nanoseconds waited{0};
  Nanoseconds of{0};     // the scenario's time by then
  bool gave_up = false;  // the bound was reached: what is missing since may be the machine's fault
};

// What was recorded, before anything is judged. With the capture file, enough to judge again.
struct ScenarioEvidence {
  Isolation isolation = Isolation::kPrivate;
  Reason isolation_note;      // why not private; empty when it is
  Nanoseconds started_at{0};  // CLOCK_REALTIME at the scenario's start
  History history;
  TargetOutcome target;
  CaptureLog capture;
  Durations durations;
  std::optional<HeldUp> held_up;  // it was noticed
  std::optional<Error> error;     // our own failure: nothing is judged
};

// The SHA-256 of each file that was stored of a scenario, by its name: what was judged.
using FileDigests = std::map<std::string, std::string>;

// One time that a scenario was played.
struct Attempt {
  Verdict verdict = Verdict::kInconclusive;
  bool alone = false;               // no other scenario ran beside it
  std::vector<std::string> failed;  // the checks that failed or warned
  std::vector<std::string> causes;  // of those, each once
  Nanoseconds duration{0};
  std::string folder;  // as ScenarioRecord::folder, of this time
  FileDigests digests{};
};

struct ScenarioRecord {
  std::string name;
  std::string path;
  LocalizedText title;
  LocalizedText description;
  std::vector<std::string> tags;
  Level level = Level::kMust;
  std::string source;
  std::uint32_t points = 1;
  std::optional<Reason> not_played;  // why not: then it is skipped, and there is no evidence
  // All times that it was played, in their order, when it was more than one. The rest of this
  // record is that of the attempt that decided.
  std::vector<Attempt> attempts;
  bool flaky = false;                        // its attempts differ
  std::optional<std::string> known_failure;  // --known-failures says why; does not count as failed
  Verdict verdict = Verdict::kInconclusive;
  Verdict behaviour = Verdict::kInconclusive;  // all checks but close.*
  Verdict close = Verdict::kInconclusive;      // close.*
  std::vector<Finding> findings;               // in the registry's order
  ScenarioEvidence evidence;
  std::vector<FlowRecord> flows;  // in the order of their first segment
  WireTotals wire;
  std::string folder;   // below the run folder; what it holds: FilesOf() in run_files.h
  FileDigests digests;  // of those files; empty when there are none
  bool has_commented_capture = false;  // in the folder: --pcapng
  // Of a record that was read back from report.json: how many connections of the history, and how
  // many flows, are not in it.
  std::uint64_t clients_left_out = 0;
  std::uint64_t flows_left_out = 0;
};

// A named cause, over all scenarios in which it was found.
struct CauseRecord {
  std::string id;
  std::string sentence;  // as it is filled in for the first of the scenarios
  std::string hint;
  Verdict verdict = Verdict::kFail;    // the worst that it led to: fail or warn
  std::vector<std::string> scenarios;  // their names, in the order of the run
  std::vector<std::string> checks;     // that it explains
};

struct RunRecord {
  std::string tool_version;
  std::string started;          // RFC 3339, UTC
  std::string host_kernel;      // uname -sr
  std::string command;          // the command line, quoted as a shell would read it
  std::string target;           // --target as given
  std::string isolation;        // --isolation as given
  bool confined = false;        // --confine
  std::string profile;          // --profile as given; empty: none
  std::string language = "en";  // of titles, causes and hints
  std::uint64_t seed = 0;
  std::uint32_t jobs = 1;    // scenarios at the same time
  std::uint32_t repeat = 1;  // --repeat
  bool strict = false;
  bool allow_flaky = false;
  bool finished = false;  // false in a report that was written while scenarios were still to come
  Nanoseconds duration{0};
  std::vector<ScenarioRecord> scenarios;
  std::vector<CauseRecord> causes;             // the most basic first
  std::vector<std::string> no_longer_failing;  // entries of --known-failures to be removed
  Verdict verdict = Verdict::kInconclusive;
  int exit_code = 2;
};

}  // namespace echocheck
