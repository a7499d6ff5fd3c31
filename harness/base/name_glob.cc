// SPDX-License-Identifier: MIT
#include "harness/base/name_glob.h"

#include <fnmatch.h>

namespace echocheck {

bool MatchesName(const std::string& pattern, const std::string& name) {
  return fnmatch(pattern.c_str(), name.c_str(), 0) == 0 ||
         fnmatch((pattern + "/*").c_str(), name.c_str(), 0) == 0;
}

}  // namespace echocheck
