// SPDX-License-Identifier: MIT
// Holds that each report of a run is what its format's readers take, and that no text of the run
// has become anything but text in it.
#pragma once

#include <cstddef>

#include "harness/model/run_record.h"

namespace echocheck {

// Ends the process if one does not hold.
void HoldConsole(const RunRecord& run);
void HoldJsonReports(const RunRecord& run);  // Gradescope's and check50's
void HoldJunit(const RunRecord& run);
void HoldTap(const RunRecord& run);
void HoldGithub(const RunRecord& run);
// The report, read back, is the same report.
void HoldReport(const RunRecord& run);

// One of them, or of markup_rules.h's. All of them for each input would be too slow.
void HoldFormat(const RunRecord& run, std::size_t number);

}  // namespace echocheck
