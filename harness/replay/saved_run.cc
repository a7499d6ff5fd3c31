// SPDX-License-Identifier: MIT
#include "harness/replay/saved_run.h"

#include <algorithm>
#include <utility>

#include "harness/case/evidence_file.h"
#include "harness/model/run_files.h"
#include "harness/report/reader/read_report.h"
#include "harness/scenario/load_scenario.h"
#include "harness/scenario/scenario_file.h"
#include "harness/store/regular_file.h"
#include "harness/words/because.h"

namespace echocheck {
namespace {

namespace fs = std::filesystem;

// What is read here was written by us: that it does not fit is no mistake of the user's.
Error Damaged(const Reason& what) {
  return EnvironmentError(Say("errors.run_damaged", {{"what", what.said()}}));
}

// As far as its version goes: evidence is read strictly, and other versions write other keys.
Error DamagedOrOld(const Reason& what, const std::string& version) {
  return EnvironmentError(
      Say("errors.run_damaged_or_old", {{"what", what.said()}, {"version", version}}));
}

// A path below the run folder, and nothing else.
bool IsBelow(const std::string& folder) {
  const fs::path path(folder);
  return !path.empty() && path.is_relative() &&
         std::ranges::none_of(path, [](const fs::path& part) { return part == ".."; });
}

// The target may have written there after the run, or while another scenario was played.
Status CheckUnchanged(const fs::path& path, const FileDigests& digests) {
  const auto judged = digests.find(path.filename());
  if (judged == digests.end()) return {};
  const auto file = OpenRegularFile(path);
  if (!file) return file.error();
  const auto found = DigestOf(*file, path.string());
  if (!found) return found.error();
  if (*found == judged->second) return {};
  return EnvironmentError(Say("errors.file_changed", {{"file", path.string()}}));
}

Result<Scenario> ReadScenario(const fs::path& file) {
  const auto text = ReadScenarioFile(file);
  if (!text) return text.error();
  return ParseScenario(*text, file.string());
}

Result<ScenarioEvidence> ReadEvidenceFile(const fs::path& file) {
  const auto text = ReadRegularFile(file);
  if (!text) return text.error();
  return ReadEvidence(*text, file.string());
}

}  // namespace

Result<SavedRun> SavedRun::Open(const fs::path& folder) {
  std::error_code error;
  const fs::file_status status = fs::status(folder, error);
  if (status.type() == fs::file_type::not_found) return MissingPathError(folder);
  if (!fs::is_directory(status)) {
    return UsageError(Say("errors.file_is_no_run_folder", {{"file", folder.string()}}));
  }
  const fs::path report = folder / kReportFile;
  if (!fs::exists(report, error) && !error) {
    return UsageError(
        Say("errors.no_run_folder", {{"folder", folder.string()}, {"file", kReportFile}}));
  }
  const auto text = ReadRegularFile(report);
  if (!text) return text.error();
  auto record = ReadReportJson(*text, report.string());
  if (!record) return Damaged(record.error().message);
  return SavedRun(folder, std::move(*record));
}

Result<SavedPlay> SavedRun::Read(const std::string& folder, const FileDigests& digests) const {
  if (!IsBelow(folder)) {
    return Damaged(Because(Say("errors.not_below_run_folder",
                               {{"file", (path_ / kReportFile).string()}, {"folder", folder}})));
  }
  SavedPlay play;
  auto scenario = ReadScenario(PathOf(folder, kScenarioFile));
  if (!scenario) return DamagedOrOld(scenario.error().message, record_.tool_version);
  play.scenario = std::move(*scenario);
  auto evidence = ReadEvidenceFile(PathOf(folder, kEvidenceFile));
  if (!evidence) return DamagedOrOld(evidence.error().message, record_.tool_version);
  play.evidence = std::move(*evidence);
  for (const std::string_view file : {kScenarioFile, kEvidenceFile}) {
    ECHOCHECK_TRY(CheckUnchanged(PathOf(folder, file), digests));
  }
  if (play.evidence.capture.state == CaptureState::kOff) return play;
  auto capture = OpenRegularFile(PathOf(folder, kCaptureFile));
  if (!capture) return Damaged(capture.error().message);
  ECHOCHECK_TRY(CheckUnchanged(PathOf(folder, kCaptureFile), digests));
  play.capture = std::move(*capture);
  return play;
}

std::string SavedRun::PathOf(const std::string& folder, std::string_view file) const {
  return (path_ / folder / file).string();
}

}  // namespace echocheck
