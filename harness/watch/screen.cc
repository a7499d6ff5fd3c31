// SPDX-License-Identifier: MIT
#include "harness/watch/screen.h"

#include <poll.h>
#include <unistd.h>

#include <cerrno>

#include "harness/words/because.h"

namespace echocheck {

void Screen::Show(std::string_view text) {
  while (!text.empty() && !closed()) {
    const ssize_t count = write(descriptor_, text.data(), text.size());
    if (count >= 0) {
      text.remove_prefix(static_cast<std::size_t>(count));
    } else if (errno == EAGAIN) {
      pollfd waiting{descriptor_, POLLOUT, 0};
      poll(&waiting, 1, -1);
    } else if (errno == EPIPE) {
      closed_ = true;
    } else if (errno != EINTR) {
      status_ = SystemError(Say("doing.write_output"), errno);
    }
  }
}

}  // namespace echocheck
