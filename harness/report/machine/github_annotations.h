// SPDX-License-Identifier: MIT
// What is wrong as GitHub's workflow commands, which become annotations of the run and of its pull
// request (https://docs.github.com/actions/reference/workflow-commands-for-github-actions).
#pragma once

#include <string>
#include <string_view>

#include "harness/model/run_record.h"

namespace echocheck {

// A line an annotation: each cause once, then failures without one, what was not judged, warnings.
// GitHub shows ten errors and ten warnings a step; the last one of more counts the rest. When all
// is well, one notice says so. Nothing of the target's can become a command of its own.
std::string RenderGithubAnnotations(const RunRecord& run);

// GitHub obeys whatever line looks like a command, also one that the target has printed. Between
// the two it does not. `token` must be one that the target cannot know.
std::string StopGithubCommands(std::string_view token);
std::string ResumeGithubCommands(std::string_view token);

}  // namespace echocheck
