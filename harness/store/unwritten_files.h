// SPDX-License-Identifier: MIT
// Collects what a run could not write into its folder. A full disk in the middle of a run is told
// at its end: what was seen of the target is judged and printed all the same.
#pragma once

#include <optional>
#include <set>
#include <string>

#include "harness/base/result.h"

namespace echocheck {

class UnwrittenFiles {
 public:
  // `name` is that of a report. Reports are named before all else.
  void AddReport(const std::string& name, const Error& error);
  // `name` is that of a file or a folder of a scenario, below the run folder.
  void Add(const std::string& name, const Error& error);

  // Returns what is missing and why the first of it is, as an environment error; none: all was
  // written.
  std::optional<Error> Sum() const;

 private:
  void Note(const Error& error);

  std::set<std::string> reports_;
  std::set<std::string> others_;
  Reason reason_;
};

}  // namespace echocheck
