// SPDX-License-Identifier: MIT
#include "harness/arena/netlink_answer.h"

#include <netlink/attr.h>
#include <netlink/msg.h>

#include <cerrno>
#include <cstring>

#include "harness/base/fault_point.h"

namespace echocheck {
namespace {

// The errno that a message of type NLMSG_ERROR carries; 0 where it is an acknowledgement.
int ErrorOf(const nlmsghdr& message) {
  nlmsgerr error{};
  if (message.nlmsg_len < NLMSG_HDRLEN + sizeof error) return EBADMSG;
  std::memcpy(&error, reinterpret_cast<const char*>(&message) + NLMSG_HDRLEN, sizeof error);
  return error.error < 0 ? -error.error : error.error;
}

// The same of the message that ends a dump: what kept the kernel from going on. It says so there
// even of a table that it does not have (udp_diag is not loaded).
int ErrorAtEnd(const nlmsghdr& message) {
  int error = 0;
  if (message.nlmsg_len < NLMSG_HDRLEN + sizeof error) return 0;
  std::memcpy(&error, reinterpret_cast<const char*>(&message) + NLMSG_HDRLEN, sizeof error);
  return error < 0 ? -error : 0;
}

}  // namespace

NetlinkProgress ReadNetlinkAnswer(std::span<const char> datagram, std::uint32_t sequence,
                                  const std::function<void(const nlmsghdr&)>& handle) {
  if (FaultPoint("sock_diag.answer")) return {.error = errno};
  int left = static_cast<int>(datagram.size());
  // libnl's functions change nothing, and take no pointer to const. The kernel aligns each message,
  // and so is the buffer that it wrote to.
  auto* message = reinterpret_cast<nlmsghdr*>(const_cast<char*>(datagram.data()));
  for (; nlmsg_ok(message, left) != 0; message = nlmsg_next(message, &left)) {
    if (message->nlmsg_seq != sequence) return {.error = EPROTO};
    // A table that changed while it was read may lack a line.
    if ((message->nlmsg_flags & NLM_F_DUMP_INTR) != 0) return {.error = EINTR};
    if (message->nlmsg_type == NLMSG_ERROR) return {.complete = true, .error = ErrorOf(*message)};
    if (message->nlmsg_type == NLMSG_DONE) return {.complete = true, .error = ErrorAtEnd(*message)};
    if (message->nlmsg_type == NLMSG_OVERRUN) return {.error = ENOBUFS};
    if (message->nlmsg_type >= NLMSG_MIN_TYPE) handle(*message);
  }
  // What is left is padding, or a message whose length cannot be right.
  return {.error = left >= static_cast<int>(sizeof(nlmsghdr)) ? EBADMSG : 0};
}

std::optional<std::uint8_t> NetlinkAttributeByte(const nlmsghdr& message, std::size_t payload_size,
                                                 std::uint16_t type) {
  const nlattr* const attribute =
      nlmsg_find_attr(const_cast<nlmsghdr*>(&message), static_cast<int>(payload_size), type);
  if (attribute == nullptr || nla_len(attribute) < 1) return std::nullopt;
  return nla_get_u8(attribute);
}

}  // namespace echocheck
