// SPDX-License-Identifier: MIT
// Tells the target to stop, as its user would, and sees what it does.
#pragma once

#include <boost/asio/awaitable.hpp>

#include "harness/base/clock.h"
#include "harness/base/result.h"
#include "harness/model/target_outcome.h"
#include "harness/target/target_observer.h"
#include "harness/target/target_process.h"

namespace echocheck {

// Sends `signal` to the launched process, or to all that is left of it when it had gone before (a
// daemon). SIGKILL goes to every process of the target. Waits until nothing of it is left, at most
// `limit`. What stays is counted in StopRecord::killed, and its caller's to end.
boost::asio::awaitable<Result<StopRecord>> StopTarget(TargetProcess& process, int signal,
                                                      Milliseconds limit, TargetObserver& observer);

// SIGKILL to every process of the target, again and again until none is left.
boost::asio::awaitable<void> KillTarget(TargetProcess& process, TargetObserver& observer);

}  // namespace echocheck
