// SPDX-License-Identifier: MIT
// Names in a run folder: reports name the files that run/ writes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "harness/model/run_record.h"

namespace echocheck {

inline constexpr std::string_view kReportFile = "report.json";
inline constexpr std::string_view kJunitFile = "junit.xml";
inline constexpr std::string_view kPageFile = "report.html";      // once the run has ended
inline constexpr std::string_view kCaptureFile = "capture.pcap";  // if anything was captured
// The same frames with comments; asked for by --pcapng.
inline constexpr std::string_view kCommentedCaptureFile = "capture.pcapng";
inline constexpr std::string_view kOutputFile = "target.log";       // once the target was launched
inline constexpr std::string_view kEvidenceFile = "evidence.json";  // always
inline constexpr std::string_view kScenarioFile = "scenario.json";  // always: as it was played

// Of one scenario; empty when it has no folder.
inline std::vector<std::string> FilesOf(const ScenarioRecord& scenario) {
  if (scenario.folder.empty()) return {};
  std::vector<std::string> files;
  if (scenario.evidence.capture.state != CaptureState::kOff) {
    files.emplace_back(kCaptureFile);
    if (scenario.has_commented_capture) files.emplace_back(kCommentedCaptureFile);
  }
  if (scenario.evidence.target.startup != Startup::kNotLaunched) files.emplace_back(kOutputFile);
  files.emplace_back(kEvidenceFile);
  files.emplace_back(kScenarioFile);
  return files;
}

}  // namespace echocheck
