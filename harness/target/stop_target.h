// SPDX-License-Identifier: MIT
// Tells the target to stop, as its user would, and sees what it does.
#pragma once

#include <boost/asio/awaitable.hpp>

#include "harness/base/clock.h"
#include "harness/base/result.h"
#include "harness/model/target_outcome.h"
#include "harness/target/surroundings.h"
#include "harness/target/target_process.h"

namespace echocheck {

// SIGTERM to the launched process, or to all that is left of it when it had gone before (a daemon).
// Waits until nothing of the target is left, at most `limit`. Kills nothing: what stays is counted
// in StopRecord::killed, and the arena's to end.
boost::asio::awaitable<Result<StopRecord>> StopTarget(TargetProcess& process, Milliseconds limit,
                                                      Surroundings& surroundings);

}  // namespace echocheck
