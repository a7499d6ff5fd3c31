// SPDX-License-Identifier: MIT
#include "harness/target/hold_gate.h"

#include <fcntl.h>
#include <sys/socket.h>

#include <array>
#include <cstring>
#include <utility>

#include "harness/base/fault_point.h"

namespace echocheck {
namespace {

// The filter lets sendmsg pass on the child's end. The target may get a descriptor with the same
// number later, whose calls are not held then: a number that few servers come to.
constexpr int kOutOfTheWay = 700;

}  // namespace

std::optional<HoldGatePair> HoldGatePair::Make() {
  std::array<int, 2> ends{};
  if (FaultPoint("target.hold_gate") ||
      socketpair(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0, ends.data()) != 0) {
    return std::nullopt;
  }
  HoldGatePair pair;
  pair.ours_.reset(ends[0]);
  pair.theirs_.reset(ends[1]);
  const int moved = fcntl(ends[1], F_DUPFD_CLOEXEC, kOutOfTheWay);
  if (moved >= 0) pair.theirs_.reset(moved);
  pair.gate_.socket = pair.theirs_.get();
  auto filter = MakeHoldFilter(pair.gate_.socket);
  if (!filter) return std::nullopt;
  pair.gate_.filter = std::move(*filter);
  return pair;
}

UniqueFd HoldGatePair::Listener() const {
  char byte = 0;
  iovec data{&byte, 1};
  alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control{};
  msghdr message{};
  message.msg_iov = &data;
  message.msg_iovlen = 1;
  message.msg_control = control.data();
  message.msg_controllen = control.size();
  if (recvmsg(ours_.get(), &message, MSG_DONTWAIT | MSG_CMSG_CLOEXEC) != 1) return {};
  const cmsghdr* const header = CMSG_FIRSTHDR(&message);
  if (header == nullptr || header->cmsg_type != SCM_RIGHTS) return {};
  int descriptor = -1;
  std::memcpy(&descriptor, CMSG_DATA(header), sizeof descriptor);
  return UniqueFd(descriptor);
}

}  // namespace echocheck
