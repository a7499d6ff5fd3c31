// SPDX-License-Identifier: MIT
// What GitHub's runner must not take for its own: lines of the target's among our output.
#pragma once

#include <string>

namespace echocheck {

// While it lives, the runner obeys no workflow command in our standard output. Does nothing unless
// `wanted`.
class HeldCommands {
 public:
  explicit HeldCommands(bool wanted);
  ~HeldCommands() { Release(); }
  HeldCommands(const HeldCommands&) = delete;
  HeldCommands& operator=(const HeldCommands&) = delete;

  void Release();

 private:
  std::string token_;  // empty: nothing is held
};

}  // namespace echocheck
