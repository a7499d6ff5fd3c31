// SPDX-License-Identifier: MIT
#include "harness/run/unwritten_files.h"

#include <cstddef>

namespace echocheck {
namespace {

constexpr std::size_t kNamed = 5;  // the rest is counted

}  // namespace

void UnwrittenFiles::Add(const std::string& name, const Error& error) {
  if (names_.empty()) reason_ = error.message;
  names_.insert(name);
}

std::optional<Error> UnwrittenFiles::Sum() const {
  if (names_.empty()) return std::nullopt;
  std::string text = reason_ + ". Missing in the run folder: ";
  std::size_t told = 0;
  for (const std::string& name : names_) {
    if (told == kNamed) break;
    text += (told++ == 0 ? "" : ", ") + name;
  }
  if (names_.size() > told) text += " and " + std::to_string(names_.size() - told) + " more";
  return EnvironmentError(text);
}

}  // namespace echocheck
