// SPDX-License-Identifier: MIT
#include "harness/target/held_calls.h"

#include <linux/seccomp.h>
#include <poll.h>
#include <seccomp.h>
#include <sys/ioctl.h>

#include <cstdlib>
#include <utility>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace echocheck {
namespace {

namespace asio = boost::asio;

// Calls whose descriptors are not the first argument alone.
bool ConcernsSocket(const seccomp_notif& call, const HeldCalls::IsSocket& is_socket) {
  const auto process = static_cast<pid_t>(call.pid);
  static const int kSplice = seccomp_syscall_resolve_name("splice");
  static const int kUring = seccomp_syscall_resolve_name("io_uring_enter");
  if (call.data.nr == kUring) return true;
  if (is_socket(process, call.data.args[0])) return true;
  return call.data.nr == kSplice && is_socket(process, call.data.args[2]);
}

std::string NameOf(int number) {
  char* const name = seccomp_syscall_resolve_num_arch(SCMP_ARCH_NATIVE, number);
  std::string text = name == nullptr ? std::to_string(number) : name;
  std::free(name);  // NOLINT: the library made it so
  return text;
}

}  // namespace

struct HeldCalls::Impl {
  Impl(asio::io_context& context, UniqueFd descriptor) : listener(context, descriptor.release()) {}

  // One that is gone meanwhile (its thread was killed, or a signal has interrupted it) has no
  // answer to get.
  void GoOn(std::uint64_t id) {
    seccomp_notif_resp answer{};
    answer.id = id;
    answer.flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE;
    (void)ioctl(listener.native_handle(), SECCOMP_IOCTL_NOTIF_SEND, &answer);
  }

  bool StillThere(std::uint64_t id) {
    return ioctl(listener.native_handle(), SECCOMP_IOCTL_NOTIF_ID_VALID, &id) == 0;
  }

  // False: nobody is left under the filter.
  bool TakeOne() {
    // Before Linux 6.11 asking for a call when nobody is left to make one waits for ever.
    pollfd waiting{listener.native_handle(), POLLIN, 0};
    if (poll(&waiting, 1, 0) == 1 && (waiting.revents & POLLIN) == 0) return false;
    seccomp_notif call{};
    // One that was gone by then, and a moment without memory, end nothing: others wait for an
    // answer.
    if (waiting.revents == 0 ||
        ioctl(listener.native_handle(), SECCOMP_IOCTL_NOTIF_RECV, &call) != 0) {
      return true;
    }
    if (holding && ConcernsSocket(call, is_socket)) {
      held.push_back({call.id, NameOf(call.data.nr)});
    } else {
      GoOn(call.id);
    }
    return true;
  }

  struct Held {
    std::uint64_t id;
    std::string call;
  };

  asio::posix::stream_descriptor listener;
  bool holding = false;
  IsSocket is_socket;
  std::vector<Held> held;
};

HeldCalls::HeldCalls(asio::io_context& context, UniqueFd listener)
    : impl_(std::make_shared<Impl>(context, std::move(listener))) {
  asio::co_spawn(
      context,
      [impl = impl_]() -> asio::awaitable<void> {
        boost::system::error_code error;
        while (!error && impl->listener.is_open()) {
          co_await impl->listener.async_wait(asio::posix::stream_descriptor::wait_read,
                                             asio::redirect_error(asio::use_awaitable, error));
          if (!error && !impl->TakeOne()) break;
        }
      },
      asio::detached);
}

// Calls that wait are answered with ENOSYS by the kernel then: nobody lives who could see it.
HeldCalls::~HeldCalls() {
  boost::system::error_code ignored;
  impl_->listener.close(ignored);
}

void HeldCalls::Hold(IsSocket is_socket) {
  impl_->holding = true;
  impl_->is_socket = std::move(is_socket);
}

std::vector<std::string> HeldCalls::Release() {
  impl_->holding = false;
  std::vector<std::string> calls;
  for (Impl::Held& each : std::exchange(impl_->held, {})) {
    impl_->GoOn(each.id);
    calls.push_back(std::move(each.call));
  }
  return calls;
}

bool HeldCalls::any() const {
  for (const Impl::Held& each : impl_->held) {
    if (impl_->StillThere(each.id)) return true;
  }
  return false;
}

}  // namespace echocheck
