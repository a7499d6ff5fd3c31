// SPDX-License-Identifier: MIT
// `echocheck watch --port`: connections of programs that run elsewhere on this machine.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "harness/base/result.h"
#include "harness/base/unique_handles.h"
#include "harness/report/console_text.h"
#include "harness/watch/screen.h"

namespace echocheck {

// The file that the frames go to.
struct WatchFile {
  UniqueFd descriptor;  // none: nothing is written
  std::string path;     // as the user gave it
};

struct WatchPortsOptions {
  std::string interface = "lo";
  std::vector<std::uint16_t> ports;  // none: all
  WatchFile file;
};

// Shows until SIGINT or SIGTERM comes, or nobody reads any more, and then the summary. A usage
// error is an interface that is not there, an environment error a missing right to capture, with
// what would mend it.
Status WatchPorts(WatchPortsOptions options, Screen& screen, const Page& page);

// "capture: F, 10 frames"; empty when none was written.
std::string DescribeFile(const WatchFile& file, std::uint64_t frames, const Page& page);

}  // namespace echocheck
