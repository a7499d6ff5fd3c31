// SPDX-License-Identifier: MIT
// Launches the target and waits, without connecting, until it listens: on a TCP socket in LISTEN,
// or on a UDP socket that has the port.
#pragma once

#include <memory>
#include <vector>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>

#include "harness/base/endpoint.h"
#include "harness/base/result.h"
#include "harness/model/scenario.h"
#include "harness/model/target_outcome.h"
#include "harness/target/output_log.h"
#include "harness/target/privileges.h"
#include "harness/target/target_observer.h"
#include "harness/target/target_process.h"
#include "harness/target/target_spec.h"

namespace echocheck {

struct StartedTarget {
  std::unique_ptr<TargetProcess> process;  // also when it failed to listen
  // command, address_form, address_note, startup, asked, listening, used, listened_after,
  // launcher_left; ended_early when it exited.
  TargetOutcome outcome;
};

// Tries spec.forms in their order (docs/design.md, "How servers take their address"). A target that
// does not come up is an outcome; an Error is one of ours, or a program that the kernel refused.
// RFC 862 asks nobody to serve both transports: with kUdp, a target that listens for TCP alone and
// waits for clients is Startup::kNotOffered.
boost::asio::awaitable<Result<StartedTarget>> StartTarget(boost::asio::io_context& context,
                                                          const TargetSpec& spec, Endpoint address,
                                                          OriginalLimits limits,
                                                          TargetObserver& observer, OutputLog& log,
                                                          Transport transport = Transport::kTcp);

}  // namespace echocheck
