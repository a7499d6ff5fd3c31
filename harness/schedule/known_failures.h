// SPDX-License-Identifier: MIT
// Reads the list of failures that are known and tolerated for now (--known-failures FILE), and says
// which failures are on it. A line each:
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

// Reads the list strictly. All errors are the user's, "FILE:LINE:COLUMN: ..."; `path` only names
// the text in them.
Result<std::vector<KnownFailure>> ParseKnownFailures(std::string_view text,
                                                     const std::string& path);

// Returns an error for an entry that fits none of the names, with the nearest name.
Status CheckKnownFailures(std::span<const KnownFailure> entries,
                          std::span<const std::string> scenarios,
                          std::span<const std::string_view> checks);

// Returns the reason of the list when each of the findings that made `record` fail (or warn) is on
// it; nullopt: it counts as failed.
std::optional<std::string> KnownReason(std::span<const KnownFailure> entries,
                                       const ScenarioRecord& record);

// Returns the entries whose scenarios were all judged and did not fail so, as
// "FILE:LINE:COLUMN: SCENARIO CHECK". Entries for scenarios that are not among `records` are left
// alone.
std::vector<std::string> NoLongerFailing(std::span<const KnownFailure> entries,
                                         std::span<const ScenarioRecord> records);

}  // namespace echocheck
