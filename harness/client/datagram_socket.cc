// SPDX-License-Identifier: MIT
#include "harness/client/datagram_socket.h"

#include <linux/errqueue.h>
#include <linux/sock_diag.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <array>
#include <cstring>
#include <utility>

#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "harness/client/asio_address.h"
#include "harness/words/because.h"

namespace echocheck {
namespace {

namespace asio = boost::asio;
using asio::ip::udp;
using boost::system::error_code;

// Where a scenario does not say: as much as the kernel gives, so that what is lost was not lost
// here.
constexpr int kReceiveBuffer = 4 << 20;

// The kernel tells of an earlier datagram's refusal in place of sending the next one. A few may be
// waiting to be told.
constexpr int kMostRefusals = 16;

udp::endpoint ToUdp(const Endpoint& endpoint) { return {ToAsio(endpoint.address), endpoint.port}; }

std::string Name(const udp::endpoint& endpoint) {
  return ToString(Endpoint{FromAsio(endpoint.address()), endpoint.port()});
}

}  // namespace

DatagramSocket::DatagramSocket(asio::io_context& context, ClockOrigin origin, SocketOptions options)
    : context_(context), origin_(origin), options_(options), socket_(context), news_(context) {}

SocketResult DatagramSocket::SetOptions(const Endpoint& local) {
  const bool v6 = IsIpv6(local.address);
  const int on = 1;
  if (setsockopt(socket_.native_handle(), v6 ? IPPROTO_IPV6 : IPPROTO_IP,
                 v6 ? IPV6_RECVERR : IP_RECVERR, &on, sizeof on) != 0) {
    return Failed(Say("doing.set_option", {{"option", "IP_RECVERR"}}),
                  {errno, boost::system::system_category()});
  }
  error_code error;
  const int receive = static_cast<int>(options_.receive_buffer.value_or(kReceiveBuffer));
  socket_.set_option(asio::socket_base::receive_buffer_size(receive), error);
  if (error) return Failed(Say("doing.set_option", {{"option", "SO_RCVBUF"}}), error);
  if (options_.send_buffer) {
    const int send = static_cast<int>(*options_.send_buffer);
    socket_.set_option(asio::socket_base::send_buffer_size(send), error);
    if (error) return Failed(Say("doing.set_option", {{"option", "SO_SNDBUF"}}), error);
  }
  socket_.non_blocking(true, error);
  if (error) return Failed(Say("doing.make_non_blocking"), error);
  return {};
}

SocketResult DatagramSocket::Open(const Endpoint& local, const Endpoint& server) {
  server_ = ToUdp(server);
  const udp::endpoint own = ToUdp(local);
  error_code error;
  socket_.open(own.protocol(), error);
  if (error) return Failed(Say("doing.open_socket"), error);
  if (SocketResult set = SetOptions(local); set.outcome != StepOutcome::kDone) return set;
  socket_.bind(own, error);
  if (error) return FailedToBind(ToString(local), error);
  asio::co_spawn(
      context_,
      [](std::shared_ptr<DatagramSocket> self) -> asio::awaitable<void> {
        co_await self->ReadOn();
      }(shared_from_this()),
      asio::detached);
  return {};
}

asio::awaitable<void> DatagramSocket::ReadOn() {
  while (socket_.is_open() && !matcher_.flooded()) {
    error_code error;
    co_await socket_.async_wait(udp::socket::wait_read,
                                asio::redirect_error(asio::use_awaitable, error));
    if (!error) ReadAvailable();
  }
}

void DatagramSocket::ReadAvailable() {
  // More than any datagram holds, and one for thousands of clients.
  static thread_local std::array<char, 65536> buffer;
  ReadErrors();
  while (!matcher_.flooded()) {
    error_code error;
    udp::endpoint sender;
    const std::size_t size = socket_.receive_from(asio::buffer(buffer), sender, 0, error);
    if (error == asio::error::connection_refused) {
      refused_ = true;
      continue;
    }
    if (error) break;
    matcher_.Receive(BytesView(buffer.data(), size), origin_.Elapsed(),
                     sender == server_ ? "" : Name(sender));
  }
  std::array<std::uint32_t, SK_MEMINFO_VARS> memory{};
  socklen_t length = sizeof memory;
  if (getsockopt(socket_.native_handle(), SOL_SOCKET, SO_MEMINFO, memory.data(), &length) == 0) {
    dropped_ = memory[SK_MEMINFO_DROPS];
  }
  News();
}

// What ICMP said of our datagrams. Read until it is empty: the socket counts as ready until then.
void DatagramSocket::ReadErrors() {
  while (true) {
    alignas(cmsghdr) std::array<char, 512> control{};
    msghdr message{};
    message.msg_control = control.data();
    message.msg_controllen = control.size();
    if (recvmsg(socket_.native_handle(), &message, MSG_ERRQUEUE | MSG_DONTWAIT) < 0) return;
    for (cmsghdr* part = CMSG_FIRSTHDR(&message); part != nullptr;
         part = CMSG_NXTHDR(&message, part)) {
      const bool is_error = (part->cmsg_level == IPPROTO_IP && part->cmsg_type == IP_RECVERR) ||
                            (part->cmsg_level == IPPROTO_IPV6 && part->cmsg_type == IPV6_RECVERR);
      if (!is_error) continue;
      sock_extended_err reason{};
      std::memcpy(&reason, CMSG_DATA(part), sizeof reason);
      if (reason.ee_errno == ECONNREFUSED) refused_ = true;
    }
  }
}

void DatagramSocket::News() { news_.cancel(); }

asio::awaitable<SocketResult> DatagramSocket::Send(BytesView bytes, SteadyTime deadline) {
  const auto self = shared_from_this();
  matcher_.Hand(bytes, origin_.Elapsed());
  error_code error;
  int refusals = 0;
  while (true) {
    ReadErrors();
    // Where the port is open again, what it said before is of no interest.
    refused_ = false;
    socket_.send_to(asio::buffer(bytes.data(), bytes.size()), server_, 0, error);
    if (!error) break;
    if (error == asio::error::connection_refused && ++refusals < kMostRefusals) continue;
    const bool full = error == asio::error::would_block || error == asio::error::no_buffer_space;
    if (!full || std::chrono::steady_clock::now() >= deadline) {
      matcher_.CouldNotSend(Because(SaySystem(error.value())));
      co_return Failed(Say("doing.send_datagram", {{"count", bytes.size()}}), error);
    }
    if (error == asio::error::would_block) {
      // Room comes as the kernel delivers what is queued: no server can keep it from that.
      error_code ignored;
      co_await socket_.async_wait(udp::socket::wait_write,
                                  asio::redirect_error(asio::use_awaitable, ignored));
    } else {
      // Nobody tells when the kernel has memory again.
      asio::steady_timer timer(context_, Milliseconds(1));
      co_await timer.async_wait(asio::use_awaitable);
    }
  }
  // A burst must not fill our own buffer while it is sent.
  ReadAvailable();
  co_return SocketResult{};
}

asio::awaitable<void> DatagramSocket::WaitForNews(SteadyTime deadline) {
  const auto self = shared_from_this();
  news_.expires_at(deadline);
  error_code ignored;
  co_await news_.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
}

void DatagramSocket::Close() {
  if (socket_.is_open()) ReadAvailable();
  error_code ignored;
  socket_.close(ignored);
  News();
}

}  // namespace echocheck
