// SPDX-License-Identifier: MIT
#include "harness/target/exported_filter.h"

#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>

#include "harness/base/unique_handles.h"
#include "harness/words/because.h"

namespace echocheck {

Result<SyscallFilter> ExportFilter(const SeccompContext& context) {
  UniqueFd file(memfd_create("syscall-filter", MFD_CLOEXEC));
  if (!file) return SystemError(Say("doing.make_memory_file"), errno);
  if (const int failed = seccomp_export_bpf(context.get(), file.get()); failed < 0) {
    return SystemError(Say("doing.make_seccomp"), -failed);
  }
  const off_t size = lseek(file.get(), 0, SEEK_CUR);
  SyscallFilter filter(static_cast<std::size_t>(size) / sizeof(sock_filter));
  if (pread(file.get(), filter.data(), filter.size() * sizeof(sock_filter), 0) != size) {
    return SystemError(Say("doing.read_seccomp"), errno);
  }
  return filter;
}

}  // namespace echocheck
