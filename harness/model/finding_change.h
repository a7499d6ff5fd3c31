// SPDX-License-Identifier: MIT
// Something that came out otherwise when it was judged again.
#pragma once

#include <string>

namespace echocheck {

struct FindingChange {
  std::string scenario;
  std::string check;   // empty: the scenario as a whole
  std::string before;  // "fail (cut-at-nul): 5 of 12 bytes came back"
  std::string now;
};

}  // namespace echocheck
