// SPDX-License-Identifier: MIT
// A filter of libseccomp as the kernel takes it. Inside of the layer.
#pragma once

#include <seccomp.h>

#include <memory>

#include "harness/base/result.h"
#include "harness/target/syscall_filter.h"

namespace echocheck {

struct SeccompDeleter {
  void operator()(void* context) const { seccomp_release(context); }
};
using SeccompContext = std::unique_ptr<void, SeccompDeleter>;

Result<SyscallFilter> ExportFilter(const SeccompContext& context);

}  // namespace echocheck
