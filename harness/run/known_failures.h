// SPDX-License-Identifier: MIT
// Failures that are known and borne with for now (--known-failures FILE). A line each:
//
//   # comment
//   SCENARIO-GLOB [CHECK-GLOB]  # reason
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "harness/base/result.h"
#include "harness/model/run_record.h"

namespace echocheck {

struct KnownFailure {
  std::string scenario;     // pattern of names
  std::string check = "*";  // pattern of names
  std::string reason;
  std::string place;        // "FILE:LINE:COLUMN" of the scenario
  std::string check_place;  // of the check; without one, of the scenario
};

// Strict: all errors are the user's, "FILE:LINE:COLUMN: ...". `path` only names the text in them.
Result<std::vector<KnownFailure>> ParseKnownFailures(std::string_view text,
                                                     const std::string& path);

// An entry that none of the names fits is an error, with the nearest one.
Status CheckKnownFailures(std::span<const KnownFailure> entries,
                          std::span<const std::string> scenarios,
                          std::span<const std::string_view> checks);

// Why `record` need not count as failed (or warned): each of the findings that made it so is known.
std::optional<std::string> KnownReason(std::span<const KnownFailure> entries,
                                       const ScenarioRecord& record);

// The entries whose scenarios were all judged and did not fail so, as
// "FILE:LINE:COLUMN: SCENARIO CHECK".
// Entries for scenarios that are not among `records` are left alone.
std::vector<std::string> NoLongerFailing(std::span<const KnownFailure> entries,
                                         std::span<const ScenarioRecord> records);

}  // namespace echocheck
