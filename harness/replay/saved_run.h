// SPDX-License-Identifier: MIT
// A run folder as it was left: what report.json says of the run, and what was recorded each time
// that a scenario was played. It is only read, and nothing in it is trusted.
#pragma once

#include <filesystem>
#include <string>
#include <utility>

#include "harness/base/result.h"
#include "harness/base/unique_handles.h"
#include "harness/model/run_record.h"
#include "harness/model/scenario.h"

namespace echocheck {

// A scenario, played once: all that it takes to judge it again.
struct SavedPlay {
  Scenario scenario;  // as its file was then
  ScenarioEvidence evidence;
  UniqueFd capture;  // at its start; none when nothing was captured
};

class SavedRun {
 public:
  // A usage error: no such folder, or no run folder. An environment error: its report cannot be
  // read.
  static Result<SavedRun> Open(const std::filesystem::path& folder);

  // As report.json has it: of long connections the middle is left out.
  const RunRecord& record() const { return record_; }

  // `folder` and `digests` are those of a ScenarioRecord or an Attempt. The error names the file
  // that is missing, damaged, or no longer the one that was judged.
  Result<SavedPlay> Read(const std::string& folder, const FileDigests& digests) const;

  // Of a file in `folder`, for messages.
  std::string PathOf(const std::string& folder, std::string_view file) const;

 private:
  SavedRun(std::filesystem::path path, RunRecord record)
      : path_(std::move(path)), record_(std::move(record)) {}

  std::filesystem::path path_;
  RunRecord record_;
};

}  // namespace echocheck
