// SPDX-License-Identifier: MIT
#include "harness/cli/run_console.h"

#include <unistd.h>

#include <cstdio>
#include <string>

#include "harness/cli/standard_output.h"

namespace echocheck {
namespace {

// A run that is over by then has no need of it.
constexpr Milliseconds kNoProgressBefore{300};
constexpr const char* kEraseLine = "\r\x1b[K";

}  // namespace

RunConsole::RunConsole(const ConsoleOptions& options, std::size_t scenarios)
    : options_(options),
      many_(scenarios > 1),
      shows_progress_(options.detail != ConsoleOptions::kQuiet && isatty(STDERR_FILENO) == 1),
      begin_(std::chrono::steady_clock::now()) {}

void RunConsole::OnProgress(const SessionProgress& progress) {
  if (!shows_progress_ || std::chrono::steady_clock::now() - begin_ < kNoProgressBefore) return;
  const std::string line =
      RenderProgress({progress.done, progress.total, progress.failed, progress.playing}, options_);
  std::fputs((kEraseLine + line).c_str(), stderr);
  std::fflush(stderr);
  shown_ = true;
}

void RunConsole::ClearProgress() {
  if (!shown_) return;
  std::fputs(kEraseLine, stderr);
  std::fflush(stderr);
  shown_ = false;
}

Status RunConsole::OnFinished(const ScenarioRecord& scenario) {
  ConsoleOptions options = options_;
  // Of many, those that need a look; --verbose shows all of each.
  if (many_ && options.detail == ConsoleOptions::kNormal) options.detail = ConsoleOptions::kQuiet;
  std::string text = RenderScenario(scenario, options);
  if (text.empty()) return {};
  if (many_ && options.detail == ConsoleOptions::kVerbose) text += '\n';
  ClearProgress();
  return Print(text);
}

Status RunConsole::Finish(const RunRecord& run) {
  ClearProgress();
  return Print(RenderSummary(run, options_));
}

}  // namespace echocheck
