// SPDX-License-Identifier: MIT
#include "harness/cli/held_commands.h"

#include <sys/random.h>

#include <array>
#include <string_view>

#include "harness/base/bytes.h"
#include "harness/cli/standard_output.h"
#include "harness/report/machine/github_annotations.h"

namespace echocheck {

HeldCommands::HeldCommands(bool wanted) {
  if (!wanted) return;
  std::array<char, 16> nonce{};
  (void)!getrandom(nonce.data(), nonce.size(), 0);
  token_ = "echocheck-";
  for (const char letter : ToHex(std::string_view(nonce.data(), nonce.size()))) {
    if (letter != ' ') token_ += letter;
  }
  // An output that cannot be written to is told by those who print what matters.
  (void)Print(StopGithubCommands(token_));
}

void HeldCommands::Release() {
  if (token_.empty()) return;
  (void)Print(ResumeGithubCommands(token_));
  token_.clear();
}

}  // namespace echocheck
