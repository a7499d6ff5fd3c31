// SPDX-License-Identifier: MIT
// `echocheck run` in which one step of ours fails once.
//
//   faulty_echocheck FILE WORD...                    writes to FILE each step that is reached
//   faulty_echocheck FILE STEP TIME ERRNO -- WORD... fails STEP when it is reached for that time,
//   and
//                                                    writes to FILE whether it was
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <span>
#include <string>
#include <vector>

#include "harness/cli/commands.h"
#include "tests/faults/faults.h"

namespace {

// Enough for each file of a run folder; what is reached more often is the same step again.
constexpr unsigned kMostTimes = 12;

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> all(argv, argv + argc);
  if (all.size() < 3) return 3;
  const bool fails = all.size() > 5 && all[5] == "--";
  const auto words = std::span(all).subspan(fails ? 6 : 2);
  std::signal(SIGXFSZ, SIG_IGN);  // as main() of echocheck does
  int code = 0;
  if (fails) {
    const echocheck::ReachedStep step{all[2], static_cast<unsigned>(std::stoul(all[3]))};
    const echocheck::Faults faults(step, std::stoi(all[4]));
    code = echocheck::RunCommand(words, "");
    std::ofstream(all[1]) << (echocheck::Faults::failed() ? "failed\n" : "not reached\n");
  } else {
    const echocheck::Faults faults;
    code = echocheck::RunCommand(words, "");
    std::ofstream file(all[1]);
    for (const auto& [step, time] : echocheck::Faults::Reached(kMostTimes)) {
      file << step << " " << time << "\n";
    }
  }
  return code;
}
