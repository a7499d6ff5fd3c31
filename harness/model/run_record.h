// SPDX-License-Identifier: MIT
// One invocation: all that a report is made from.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "harness/base/clock.h"
#include "harness/base/enum_names.h"
#include "harness/base/error.h"
#include "harness/model/capture_log.h"
#include "harness/model/finding.h"
#include "harness/model/flow.h"
#include "harness/model/history.h"
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
  Nanoseconds close{0};    // until every flow was closed, and the fence
  Nanoseconds stop{0};     // the target
  Nanoseconds judge{0};
  Nanoseconds total{0};
};

// What was recorded, before anything is judged. With the capture file, enough to judge again.
struct ScenarioEvidence {
  Isolation isolation = Isolation::kPrivate;
  std::string isolation_note;  // why not private; empty when it is
  Nanoseconds started_at{0};   // CLOCK_REALTIME at the scenario's start
  History history;
  TargetOutcome target;
  CaptureLog capture;
  Durations durations;
  std::optional<Error> error;  // our own failure: nothing is judged
};

struct ScenarioRecord {
  std::string name;
  std::string path;
  std::string title;
  std::string description;
  Verdict verdict = Verdict::kInconclusive;
  Verdict behaviour = Verdict::kInconclusive;  // all checks but close.*
  Verdict close = Verdict::kInconclusive;      // close.*
  std::vector<Finding> findings;               // in the registry's order
  ScenarioEvidence evidence;
  std::vector<FlowRecord> flows;  // in the order of their first segment
  WireTotals wire;
  std::string folder;  // below the run folder; holds capture.pcap, target.log, evidence.json
};

struct RunRecord {
  std::string tool_version;
  std::string started;      // RFC 3339, UTC
  std::string host_kernel;  // uname -sr
  std::string command;      // the command line, quoted as a shell would read it
  std::string target;       // --target as given
  std::string isolation;    // --isolation as given
  std::uint64_t seed = 0;
  bool strict = false;
  bool finished = false;  // false in a report that was written while scenarios were still to come
  Nanoseconds duration{0};
  std::vector<ScenarioRecord> scenarios;
  Verdict verdict = Verdict::kInconclusive;
  int exit_code = 2;
};

}  // namespace echocheck
