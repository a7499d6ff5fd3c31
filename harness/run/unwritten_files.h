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
  // `name`: of the file or the folder, below the run folder.
  void Add(const std::string& name, const Error& error);

  // Returns what is missing and why the first of it is, as an environment error; none: all was
  // written.
  std::optional<Error> Sum() const;

 private:
  std::set<std::string> names_;
  std::string reason_;
};

}  // namespace echocheck
