// SPDX-License-Identifier: MIT
// The formats that a run can be written in: one table, from which `run` and `render` take their
// options, and how what was asked for is written.
#pragma once

#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "harness/base/result.h"
#include "harness/cli/cli11_names.h"
#include "harness/model/run_record.h"
#include "harness/store/atomic_file.h"

namespace echocheck {

struct ReportFormat {
  const char* option;  // "--junit"
  std::string (*render)(const RunRecord& run);
  std::string_view in_run_folder;  // its name there; empty: it is not one that each run gets
};

constexpr std::size_t kReportFormats = 7;
const std::array<ReportFormat, kReportFormats>& ReportFormats();

// As typed: a file a format, in the table's order; empty: not asked for.
struct TypedReportOptions {
  std::array<std::string, kReportFormats> files;
  bool github_annotations = false;
};

// Declares an option a format to `app`, which writes into `words`: borrowed for as long as it
// parses.
void DeclareReportOptions(CLI::App& app, TypedReportOptions& words, const std::string& group);

inline constexpr std::string_view kStandardOutput = "-";  // as the name of a file

// One report that is wanted.
struct ReportFile {
  const ReportFormat* format = nullptr;
  std::filesystem::path file;
  // As the file is now: what a target puts in its place later is replaced.
  IfTaken if_taken = IfTaken::kReplace;
};

// Usage error: two of them name the same file, also by a link, or one names a report of another
// format that `run_folder` gets, or there is no such folder, unless it is `run_folder`.
Result<std::vector<ReportFile>> ReadReportFiles(
    const TypedReportOptions& words, const std::optional<std::filesystem::path>& run_folder);

// A usage error for commands that print to standard output already.
Status NoneToStandardOutput(const std::vector<ReportFile>& files);

// Writes all of them, each whole or not at all; one that cannot be written keeps none of the others
// from being. The errors, in the order of `files`.
std::vector<Error> WriteReportFiles(const std::vector<ReportFile>& files, const RunRecord& run);

}  // namespace echocheck
