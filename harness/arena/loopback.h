// SPDX-License-Identifier: MIT
// Sets up the loopback of a fresh network namespace.
#pragma once

#include "harness/base/result.h"
#include "harness/model/scenario.h"

namespace echocheck {

// Raises lo, with the MTU and the TCP buffers that `options` ask for, and lets every port be bound
// without a right. To be called inside the namespace, with its CAP_NET_ADMIN.
Status SetUpLoopback(const NetworkOptions& options);

}  // namespace echocheck
