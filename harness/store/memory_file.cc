// SPDX-License-Identifier: MIT
#include "harness/store/memory_file.h"

#include <sys/mman.h>

#include <cerrno>
#include <string>

#include "harness/base/fault_point.h"
#include "harness/words/because.h"

namespace echocheck {

Result<UniqueFd> MakeMemoryFile(const char* what) {
  UniqueFd file(FaultPoint("store.memory_file") ? -1 : memfd_create(what, MFD_CLOEXEC));
  if (!file) return SystemError(Say("doing.make_memory_file"), errno);
  return file;
}

}  // namespace echocheck
