// SPDX-License-Identifier: MIT
// `echocheck watch --target`: a server in an arena of its own, the learner as its client, and the
// segments between what is typed and what comes back.
#pragma once

#include <string>

#include "harness/base/result.h"
#include "harness/model/run_record.h"
#include "harness/report/console_text.h"
#include "harness/target/target_spec.h"
#include "harness/watch/screen.h"
#include "harness/watch/watch_ports.h"

namespace echocheck {

struct WatchTargetOptions {
  TargetSpec target;
  Endpoint address{kIpv4Loopback, 50000};  // where it is to listen
  WatchFile file;
};

// Until both sides have closed, or SIGINT comes. False: the target did not come up, which was said.
// Enters the arena, and there is no way back: the last thing that a process does. Without private
// arenas the host's loopback is used, which takes the right to capture; an environment error is a
// machine that allows neither. Precondition: this process has one thread.
Result<bool> WatchTarget(WatchTargetOptions options, Screen& screen, const Page& page);

}  // namespace echocheck
