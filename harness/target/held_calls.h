// SPDX-License-Identifier: MIT
// Holds the next call of the target on a socket, and lets it go on later, without a signal: what
// the target waits in returns as usual, and no call of it is interrupted (EINTR).
//
// Its system calls on descriptors come to us first (seccomp_unotify(2)). While nothing is to be
// held each goes on at once.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <boost/asio/io_context.hpp>

#include "harness/base/unique_handles.h"

namespace echocheck {

class HeldCalls {
 public:
  // Whether a descriptor of a process is a socket. Where that is not known: true.
  using IsSocket = std::function<bool(pid_t process, std::uint64_t descriptor)>;

  // `listener`: of the filter that the target is under. Calls are answered while `context` runs.
  HeldCalls(boost::asio::io_context& context, UniqueFd listener);
  ~HeldCalls();
  HeldCalls(const HeldCalls&) = delete;
  HeldCalls& operator=(const HeldCalls&) = delete;

  // From now on calls on sockets wait.
  void Hold(IsSocket is_socket);
  // All that wait go on, and nothing is held any more. Returns their names, in the order in which
  // they came.
  std::vector<std::string> Release();

  // One waits now.
  bool any() const;

 private:
  struct Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace echocheck
