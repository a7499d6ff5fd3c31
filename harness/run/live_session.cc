// SPDX-License-Identifier: MIT
#include "harness/run/live_session.h"

#include <chrono>
#include <filesystem>
#include <utility>

#include "harness/base/processors.h"

namespace echocheck {
namespace {

RunOptions WithFolder(RunOptions options, const RunFolder& folder) {
  std::error_code ignored;
  if (folder.exists()) options.run_folder = std::filesystem::absolute(folder.path(), ignored);
  return options;
}

}  // namespace

LiveSession::LiveSession(RunOptions options, RunFolder folder, RunRecord record,
                         std::vector<Scenario> scenarios, SessionListener& listener)
    : folder_(std::move(folder)),
      options_(WithFolder(std::move(options), folder_)),
      scenarios_(std::move(scenarios)),
      player_(options_, folder_, scenarios_, interrupts_, unwritten_),
      reports_(folder_, unwritten_),
      session_({options_, scenarios_, player_, folder_.exists() ? &reports_ : nullptr, listener,
                std::chrono::steady_clock::now, UsableProcessors()},
               std::move(record)) {}

}  // namespace echocheck
