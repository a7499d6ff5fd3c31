// SPDX-License-Identifier: MIT
#include "harness/arena/socket_table.h"

#include <arpa/inet.h>
#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/sock_diag.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <iterator>
#include <span>
#include <utility>

#include "harness/arena/netlink_answer.h"
#include "harness/base/fault_point.h"
#include "harness/words/because.h"

namespace echocheck {
namespace {

constexpr std::uint32_t kAllStates = 0xfff;

// The kernel's numbering (include/net/tcp_states.h) differs from RFC 9293's order.
TcpState FromKernelState(std::uint8_t state) {
  switch (state) {
    case TCP_ESTABLISHED:
      return TcpState::kEstablished;
    case TCP_SYN_SENT:
      return TcpState::kSynSent;
    case TCP_SYN_RECV:
      return TcpState::kSynReceived;
    case TCP_FIN_WAIT1:
      return TcpState::kFinWait1;
    case TCP_FIN_WAIT2:
      return TcpState::kFinWait2;
    case TCP_TIME_WAIT:
      return TcpState::kTimeWait;
    case TCP_CLOSE_WAIT:
      return TcpState::kCloseWait;
    case TCP_LAST_ACK:
      return TcpState::kLastAck;
    case TCP_LISTEN:
      return TcpState::kListen;
    case TCP_CLOSING:
      return TcpState::kClosing;
    default:
      return TcpState::kClosed;
  }
}

Endpoint ToEndpoint(int family, const void* address, std::uint16_t port) {
  IpAddress ip{{}, IpFamily::kIpv6};
  if (family == AF_INET) {
    std::array<std::uint8_t, 4> bytes{};
    std::memcpy(bytes.data(), address, bytes.size());
    ip = Ipv4(bytes[0], bytes[1], bytes[2], bytes[3]);
  } else {
    std::memcpy(ip.bytes.data(), address, ip.bytes.size());
  }
  return {WithoutMapping(ip), ntohs(port)};
}

struct Request {
  nlmsghdr header{};
  inet_diag_req_v2 query{};
};

Request MakeRequest(std::uint16_t flags, std::uint32_t sequence, int family, std::uint8_t protocol,
                    std::uint32_t states) {
  Request request;
  request.header.nlmsg_len = sizeof request;
  request.header.nlmsg_type = SOCK_DIAG_BY_FAMILY;
  request.header.nlmsg_flags = static_cast<std::uint16_t>(NLM_F_REQUEST | flags);
  request.header.nlmsg_seq = sequence;
  request.query.sdiag_family = static_cast<std::uint8_t>(family);
  request.query.sdiag_protocol = protocol;
  request.query.idiag_states = states;
  return request;
}

void AddSocket(const nlmsghdr& header, std::vector<TcpSocket>& sockets) {
  if (header.nlmsg_len < NLMSG_LENGTH(sizeof(inet_diag_msg))) return;
  const auto* message = static_cast<const inet_diag_msg*>(NLMSG_DATA(&header));
  TcpSocket socket;
  socket.state = FromKernelState(message->idiag_state);
  socket.local = ToEndpoint(message->idiag_family, message->id.idiag_src, message->id.idiag_sport);
  socket.remote = ToEndpoint(message->idiag_family, message->id.idiag_dst, message->id.idiag_dport);
  socket.receive_queue = message->idiag_rqueue;
  socket.send_queue = message->idiag_wqueue;
  socket.inode = message->idiag_inode;
  socket.user = message->idiag_uid;
  socket.v6_only =
      NetlinkAttributeByte(header, sizeof(inet_diag_msg), INET_DIAG_SKV6ONLY).value_or(0) != 0;
  sockets.push_back(socket);
}

// How often a table is asked for that changes while it is read.
constexpr int kMostReadings = 10;

// The answer was lost or has changed: asked again, it may come.
bool IsWorthAnotherTry(int error) {
  return error == EINTR || error == ENOBUFS || error == EAGAIN || error == EPROTO;
}

// An errno, or 0 and what came. A datagram that the buffer cannot hold is an error.
int Receive(int netlink, std::span<char> buffer, std::span<const char>& datagram) {
  ssize_t count = 0;
  do {
    count = recv(netlink, buffer.data(), buffer.size(), MSG_TRUNC);
  } while (count < 0 && errno == EINTR);
  if (count < 0) return errno;
  if (count == 0) return EPIPE;
  if (static_cast<std::size_t>(count) > buffer.size()) return EMSGSIZE;
  datagram = buffer.first(static_cast<std::size_t>(count));
  return 0;
}

Error CannotRead(std::uint8_t protocol, int failed) {
  const bool udp = protocol == IPPROTO_UDP;
  Sentence doing = Say("doing.read_sockets", {{"protocol", udp ? "UDP" : "TCP"}});
  if (failed != ENOENT) return SystemError(doing, failed);
  return EnvironmentError(
      Say("errors.no_socket_table",
          {{"what", std::move(doing)}, {"module", udp ? "udp_diag" : "tcp_diag"}}));
}

// Returns false if there is no address, or one of another family.
bool FillAddress(const Endpoint& endpoint, IpFamily family, __be32* address, __be16& port) {
  port = htons(endpoint.port);
  if (endpoint.address.family != family) return false;
  const auto& bytes = endpoint.address.bytes;
  const std::size_t size = family == IpFamily::kIpv6 ? bytes.size() : 4;
  std::memcpy(address, bytes.data() + bytes.size() - size, size);
  return family != IpFamily::kNone;
}

}  // namespace

Result<SocketTable> SocketTable::Open() {
  return Open([]() -> Result<UniqueFd> {
    UniqueFd netlink(FaultPoint("sock_diag.open")
                         ? -1
                         : socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_SOCK_DIAG));
    if (!netlink) return SystemError(Say("doing.open_sock_diag"), errno);
    return netlink;
  });
}

Result<SocketTable> SocketTable::Open(Connector connect) {
  auto netlink = connect();
  if (!netlink) return netlink.error();
  return SocketTable(std::move(connect), std::move(*netlink));
}

Status SocketTable::Dump(std::uint8_t family, std::uint8_t protocol, std::uint32_t states,
                         std::vector<TcpSocket>& sockets) {
  int failed = 0;
  for (int reading = 0; reading < kMostReadings; ++reading) {
    std::vector<TcpSocket> found;
    failed = DumpOnce(family, protocol, states, found);
    if (failed == 0) {
      std::ranges::move(found, std::back_inserter(sockets));
      return {};
    }
    // What is left of that answer would be taken for the next one's: it stays in the old socket.
    auto netlink = connect_();
    if (!netlink) return netlink.error();
    netlink_ = std::move(*netlink);
    if (!IsWorthAnotherTry(failed)) break;
  }
  return CannotRead(protocol, failed);
}

int SocketTable::DumpOnce(std::uint8_t family, std::uint8_t protocol, std::uint32_t states,
                          std::vector<TcpSocket>& sockets) {
  const Request request = MakeRequest(NLM_F_DUMP, ++sequence_, family, protocol, states);
  if (FaultPoint("sock_diag.ask") || send(netlink_.get(), &request, sizeof request, 0) < 0)
    return errno;
  // What one netlink dump message holds at most; clearing it would take longer than most answers.
  alignas(nlmsghdr) std::array<char, 32768> buffer;  // NOLINT
  while (true) {
    std::span<const char> datagram;
    if (const int failed =
            FaultPoint("sock_diag.read") ? errno : Receive(netlink_.get(), buffer, datagram);
        failed != 0)
      return failed;
    const NetlinkProgress progress = ReadNetlinkAnswer(
        datagram, sequence_, [&](const nlmsghdr& header) { AddSocket(header, sockets); });
    if (progress.error != 0) return progress.error;
    if (progress.complete) return 0;
  }
}

Result<std::vector<TcpSocket>> SocketTable::List(SocketFilter filter) {
  const std::uint32_t states = filter == SocketFilter::kListening ? 1U << TCP_LISTEN : kAllStates;
  std::vector<TcpSocket> sockets;
  ECHOCHECK_TRY(Dump(AF_INET, IPPROTO_TCP, states, sockets));
  ECHOCHECK_TRY(Dump(AF_INET6, IPPROTO_TCP, states, sockets));
  return sockets;
}

Result<std::vector<UdpSocket>> SocketTable::ListUdp() {
  // UDP borrows two of TCP's states: CLOSE has a port alone, ESTABLISHED a peer as well.
  constexpr std::uint32_t kUnconnected = 1U << TCP_CLOSE;
  std::vector<TcpSocket> found;
  ECHOCHECK_TRY(Dump(AF_INET, IPPROTO_UDP, kUnconnected, found));
  ECHOCHECK_TRY(Dump(AF_INET6, IPPROTO_UDP, kUnconnected, found));
  std::vector<UdpSocket> sockets;
  sockets.reserve(found.size());
  for (const TcpSocket& socket : found) {
    sockets.push_back(
        {socket.local, socket.v6_only, socket.receive_queue, socket.inode, socket.user});
  }
  return sockets;
}

Result<std::optional<TcpSocket>> SocketTable::Find(const Endpoint& local, const Endpoint& remote) {
  const IpFamily family = local.address.family;
  Request request = MakeRequest(0, ++sequence_, family == IpFamily::kIpv6 ? AF_INET6 : AF_INET,
                                IPPROTO_TCP, kAllStates);
  inet_diag_sockid& id = request.query.id;
  id.idiag_cookie[0] = id.idiag_cookie[1] = INET_DIAG_NOCOOKIE;
  if (!FillAddress(local, family, id.idiag_src, id.idiag_sport) ||
      !FillAddress(remote, family, id.idiag_dst, id.idiag_dport)) {
    return InternalError(
        Say("errors.mixed_connection", {{"local", ToString(local)}, {"remote", ToString(remote)}}));
  }
  const Sentence doing = Say("doing.ask_sock_diag");
  if (FaultPoint("sock_diag.ask_one") || send(netlink_.get(), &request, sizeof request, 0) < 0) {
    return SystemError(doing, errno);
  }
  alignas(nlmsghdr) std::array<char, 4096> buffer;  // NOLINT: as above
  std::span<const char> datagram;
  const int failed =
      FaultPoint("sock_diag.read_one") ? errno : Receive(netlink_.get(), buffer, datagram);
  if (failed != 0) return SystemError(doing, failed);
  std::vector<TcpSocket> found;
  const NetlinkProgress answer = ReadNetlinkAnswer(
      datagram, sequence_, [&](const nlmsghdr& header) { AddSocket(header, found); });
  if (answer.error != 0 && answer.error != ENOENT) return SystemError(doing, answer.error);
  // Where there is no such connection the kernel goes on to who listens on the port.
  if (found.empty() || found[0].state == TcpState::kListen) return std::optional<TcpSocket>();
  return std::optional(found[0]);
}

}  // namespace echocheck
