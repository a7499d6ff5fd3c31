// SPDX-License-Identifier: MIT
// Where a run leaves what it found: report.json, report.html and junit.xml at the top, and below
// them a folder a scenario with capture.pcap, target.log, evidence.json and scenario.json, and with
// capture.pcapng if it was asked for.
#pragma once

#include <filesystem>
#include <set>
#include <string>

#include "harness/base/result.h"
#include "harness/base/unique_handles.h"

namespace echocheck {

class RunFolder {
 public:
  // A new folder reports/<time>-<target> below the current directory, with reports/latest pointing
  // to it.
  static Result<RunFolder> CreateBelowReports(const std::string& time, const std::string& target);

  // Exactly this one; made if it is not there.
  static Result<RunFolder> CreateAt(const std::filesystem::path& path);

  // No folder: captures live in memory, and nothing is left.
  static RunFolder None() { return RunFolder({}); }

  bool exists() const { return !path_.empty(); }
  const std::filesystem::path& path() const { return path_; }
  // What the user should know of how it was made; mostly empty.
  const std::string& remark() const { return remark_; }

  struct ScenarioFiles {
    std::string folder;  // below the run folder; empty when there is none
    UniqueFd capture;    // empty, readable and writable
    UniqueFd log;        // none when there is no run folder
  };
  Result<ScenarioFiles> CreateScenarioFiles(const std::string& scenario);

  // For another attempt at the scenario that got `folder`; `number` counts from 1, so the second
  // attempt has 2.
  Result<ScenarioFiles> CreateAttemptFiles(const std::string& folder, std::size_t number) const;

  // Nothing happens when there is no run folder.
  Status WriteReport(std::string_view name, std::string_view text) const;
  Status WriteEvidence(const std::string& folder, std::string_view json) const;
  Status WriteScenario(const std::string& folder, std::string_view text) const;

 private:
  explicit RunFolder(std::filesystem::path path) : path_(std::move(path)) {}
  Result<ScenarioFiles> CreateFilesIn(std::string folder) const;
  Status PointLatest(const std::filesystem::path& latest, const std::string& name);

  std::filesystem::path path_;
  std::string remark_;
  std::set<std::string> used_;  // folders of this run: scenarios of one name must not share one
};

}  // namespace echocheck
