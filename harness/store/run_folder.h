// SPDX-License-Identifier: MIT
// Where a run leaves what it found: report.json, report.html and junit.xml at the top, and below
// them a folder a scenario with capture.pcap, target.log, evidence.json and scenario.json, and with
// capture.pcapng if it was asked for.
//
// While a target runs, what is recorded of it is held in memory (RecordingFiles). It is written
// here when that target is gone, and read from memory where it is judged.
#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "harness/base/result.h"
#include "harness/base/unique_handles.h"
#include "harness/store/atomic_file.h"
#include "harness/store/safe_folder.h"

namespace echocheck {

// What is recorded while a scenario is played: files in memory, which no target can open.
struct RecordingFiles {
  UniqueFd capture;
  UniqueFd log;
  UniqueFd evidence;
  static Result<RecordingFiles> Make();
};

// What there is to store of one time that a scenario was played. All of it is borrowed.
struct Recording {
  int capture = -1;  // read from its start; -1: nothing was captured
  int log = -1;
  int evidence = -1;
  std::string_view scenario;  // the text of scenario.json
};

class RunFolder {
 public:
  // A new folder reports/<time>-<target> below the current directory, with reports/latest pointing
  // to it.
  static Result<RunFolder> CreateBelowReports(const std::string& time, const std::string& target);

  // Exactly this one; made if it is not there.
  static Result<RunFolder> CreateAt(const std::filesystem::path& path);

  // No folder: nothing is left.
  static RunFolder None() { return RunFolder(); }

  bool exists() const { return folder_.has_value(); }
  // Empty when there is none.
  std::filesystem::path path() const { return folder_ ? folder_->path() : std::filesystem::path(); }
  // What the user should know of how it was made; mostly empty.
  const Reason& remark() const { return remark_; }

  // Returns the folder of a scenario below this one, which is not made yet; two scenarios of one
  // name get two. Empty when there is no run folder.
  std::string NameScenarioFolder(const std::string& scenario);

  // Returns that of another attempt at the scenario that got `folder`; `number` counts from 1, so
  // the second attempt has 2.
  std::string NameAttemptFolder(const std::string& folder, std::size_t number) const;

  // Writes what was recorded into `folder`, and makes it. Returns the SHA-256 of each file that was
  // written, by its name. Nothing happens when there is no run folder.
  Result<std::map<std::string, std::string>> Store(const std::string& folder,
                                                   const Recording& recording) const;

  // Returns an error if its path leads elsewhere by now: what was written is not where it should
  // be.
  Status InPlace() const { return folder_ ? folder_->InPlace() : Status(); }

  // Nothing happens when there is no run folder.
  Status WriteReport(std::string_view name, std::string_view text) const;

  // Opens `file` in `folder`, which has been stored. Precondition: there is a run folder.
  Result<AtomicFile> Open(const std::string& folder, std::string_view file) const;

 private:
  RunFolder() = default;
  explicit RunFolder(SafeFolder folder) : folder_(std::move(folder)) {}

  std::optional<SafeFolder> folder_;
  Reason remark_;
  std::set<std::string> used_;  // folders of this run: scenarios of one name must not share one
};

}  // namespace echocheck
