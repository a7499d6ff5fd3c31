// SPDX-License-Identifier: MIT
// Plays something again and again, and makes another step of it fail each time.
#pragma once

#include <fcntl.h>
#include <sys/wait.h>

#include <cerrno>
#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "harness/base/result.h"
#include "tests/faults/faults.h"

namespace echocheck {

// What `play` answered, by "STEP TIME" of the step that failed then. Only steps whose names begin
// with `prefix` are made to fail. Empty if `play` reaches none. How often a step is reached may
// depend on the time (how many frames come at once): a later time that did not come is left out.
inline std::map<std::string, std::string> FailEach(std::string_view prefix, int error_number,
                                                   const std::function<std::string()>& play) {
  std::vector<ReachedStep> steps;
  {
    const Faults none;
    (void)play();
    steps = Faults::Reached(12);
  }
  std::map<std::string, std::string> answers;
  for (const ReachedStep& step : steps) {
    if (!step.step.starts_with(prefix)) continue;
    const Faults fault(step, error_number);
    const std::string answer = play();
    if (step.time > 1 && !Faults::failed()) continue;
    answers[step.step + " " + std::to_string(step.time)] =
        Faults::failed() ? answer : "not reached: " + answer;
  }
  return answers;
}

inline std::string KindOf(const Error& error) {
  switch (error.kind) {
    case ErrorKind::kUsage:
      return "usage error: " + error.message.english();
    case ErrorKind::kEnvironment:
      return "environment error";
    case ErrorKind::kInternal:
      return "internal error: " + error.message.english();
  }
  return "no kind";
}

inline int OpenDescriptors() {
  int count = 0;
  for (int number = 0; number < 1024; ++number) {
    if (fcntl(number, F_GETFD) >= 0) ++count;
  }
  return count;
}

// Empty, or what this process has left: a child, or more than `descriptors` open ones.
inline std::string LeftBeside(int descriptors) {
  std::string left;
  if (waitpid(-1, nullptr, WNOHANG) != -1 || errno != ECHILD) left += ", and a child is left";
  if (const int more = OpenDescriptors() - descriptors; more > 0) {
    left += ", and " + std::to_string(more) + " descriptors are left";
  }
  return left;
}

}  // namespace echocheck
