// SPDX-License-Identifier: MIT
// The run as Gradescope's results.json
// (https://gradescope-autograders.readthedocs.io/en/latest/specs/; reports/gradescope.schema.json).
#pragma once

#include <string>

#include "harness/model/run_record.h"

namespace echocheck {

// A test a scenario, with the points that scenarios have (scenario_points.h). There is no total:
// the sum of the parts is it, and cannot contradict itself. What was skipped is worth nothing and
// is no test; it is named in the output for the whole submission. Who sees a test is said by a tag
// of its scenario: hidden, after_due_date, after_published or visible, which is also what it is
// without.
std::string RenderGradescopeJson(const RunRecord& run);

}  // namespace echocheck
