// SPDX-License-Identifier: MIT
#include "harness/base/own_process.h"

#include <fcntl.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <array>
#include <cerrno>  // program_invocation_name
#include <cstddef>
#include <cstring>

#include "harness/base/unique_handles.h"

namespace echocheck {

void DenyTracing() { (void)prctl(PR_SET_DUMPABLE, 0, 0, 0, 0); }
void AllowTracing() { (void)prctl(PR_SET_DUMPABLE, 1, 0, 0, 0); }

void HideCommandLine() {
  // The kernel shows the bytes from the first word on, wherever they are.
  const UniqueFd shown(open("/proc/self/cmdline", O_RDONLY | O_CLOEXEC));
  if (!shown) return;
  std::array<char, 4096> piece{};
  std::size_t length = 0;
  ssize_t count = 0;
  while ((count = read(shown.get(), piece.data(), piece.size())) > 0) {
    length += static_cast<std::size_t>(count);
  }
  if (length > 0) std::memset(program_invocation_name, 0, length);
}

}  // namespace echocheck
