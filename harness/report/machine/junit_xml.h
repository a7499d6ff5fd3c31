// SPDX-License-Identifier: MIT
// The run as JUnit XML, for GitLab, Jenkins, GitHub's readers and whatever else shows test results.
// There is no standard; this keeps to what their schemas and readers have in common: elements and
// attributes of tests/schemas/junit.xsd, names that are unique, texts both as `message` and as
// content, since some readers show the one and some the other.
#pragma once

#include <string>

#include "harness/model/run_record.h"

namespace echocheck {

// A suite a topic, a test case a scenario. A failure of the target is a <failure>; an <error> is
// always ours, or says that nothing could be seen, which must not look like a pass. Well-formed XML
// 1.0 in UTF-8, whatever the target wrote.
std::string RenderJunitXml(const RunRecord& run);

}  // namespace echocheck
