// SPDX-License-Identifier: MIT
#include "harness/target/exported_filter.h"

#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>

#include "harness/base/unique_handles.h"

namespace echocheck {

Result<SyscallFilter> ExportFilter(const SeccompContext& context) {
  UniqueFd file(memfd_create("syscall-filter", MFD_CLOEXEC));
  if (!file) return SystemError("making a file in memory", errno);
  if (const int failed = seccomp_export_bpf(context.get(), file.get()); failed < 0) {
    return SystemError("making the seccomp filter", -failed);
  }
  const off_t size = lseek(file.get(), 0, SEEK_CUR);
  SyscallFilter filter(static_cast<std::size_t>(size) / sizeof(sock_filter));
  if (pread(file.get(), filter.data(), filter.size() * sizeof(sock_filter), 0) != size) {
    return SystemError("reading the seccomp filter", errno);
  }
  return filter;
}

}  // namespace echocheck
