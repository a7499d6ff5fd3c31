// SPDX-License-Identifier: MIT
// Run by the build: `generate_manual SHARE` writes the man page and the completions below SHARE,
// each where it is installed below share/.
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>
#include <system_error>

#include "harness/cli/built_commit.h"
#include "harness/cli/manual/bash_completion.h"
#include "harness/cli/manual/fish_completion.h"
#include "harness/cli/manual/manual_page.h"
#include "harness/cli/manual/zsh_completion.h"

namespace {

namespace fs = std::filesystem;

bool WriteText(const fs::path& path, const std::string& text) {
  std::error_code error;
  fs::create_directories(path.parent_path(), error);
  std::ofstream file(path, std::ios::binary);
  file << text;
  file.close();
  if (!file) std::fprintf(stderr, "generate_manual: cannot write %s\n", path.c_str());
  return static_cast<bool>(file);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fputs("usage: generate_manual SHARE\n", stderr);
    return 1;
  }
  const fs::path share = argv[1];
  const auto commands = echocheck::FactsOfAllCommands();
  const bool written = WriteText(share / "man/man1/echocheck.1",
                                 echocheck::RenderManualPage(commands, ECHOCHECK_VERSION,
                                                             echocheck::kBuiltCommitDate)) &&
                       WriteText(share / "bash-completion/completions/echocheck",
                                 echocheck::RenderBashCompletion(commands)) &&
                       WriteText(share / "zsh/site-functions/_echocheck",
                                 echocheck::RenderZshCompletion(commands)) &&
                       WriteText(share / "fish/vendor_completions.d/echocheck.fish",
                                 echocheck::RenderFishCompletion(commands));
  return written ? 0 : 1;
}
