// SPDX-License-Identifier: MIT
#include "harness/store/unwritten_files.h"

#include <algorithm>
#include <cstddef>
#include <vector>

#include "harness/words/because.h"

namespace echocheck {
namespace {

constexpr std::size_t kNamed = 5;  // the rest is counted

}  // namespace

void UnwrittenFiles::AddReport(const std::string& name, const Error& error) {
  Note(error);
  reports_.insert(name);
}

void UnwrittenFiles::Add(const std::string& name, const Error& error) {
  Note(error);
  others_.insert(name);
}

void UnwrittenFiles::Note(const Error& error) {
  if (reason_.empty()) reason_ = error.message;
}

std::optional<Error> UnwrittenFiles::Sum() const {
  std::vector<std::string> names(reports_.begin(), reports_.end());
  names.insert(names.end(), others_.begin(), others_.end());
  if (names.empty()) return std::nullopt;
  const std::size_t left = names.size() - std::min(names.size(), kNamed);
  names.resize(names.size() - left);
  std::string listed;
  for (const std::string& name : names) listed += (listed.empty() ? "" : ", ") + name;
  if (left == 0) {
    return EnvironmentError(
        Say("errors.not_written", {{"why", reason_.said()}, {"files", listed}}));
  }
  return EnvironmentError(Say("errors.not_written_and_more",
                              {{"why", reason_.said()}, {"files", listed}, {"more", left}}));
}

}  // namespace echocheck
