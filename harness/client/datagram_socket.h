// SPDX-License-Identifier: MIT
// One client's UDP socket: bound to its fixed port, reading all that comes, from whomever.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/udp.hpp>
#include <boost/asio/steady_timer.hpp>

#include "harness/base/clock.h"
#include "harness/base/endpoint.h"
#include "harness/client/socket_result.h"
#include "harness/client/udp_matcher.h"
#include "harness/model/scenario.h"

namespace echocheck {

// Lives in a shared_ptr, since its reader outlives the step that closed it. Single-threaded.
//
// It has no peer of its own (no connect(2)), so that an answer from another address or port is seen
// too. That the server's port is closed is heard all the same, through IP_RECVERR.
class DatagramSocket : public std::enable_shared_from_this<DatagramSocket> {
 public:
  DatagramSocket(boost::asio::io_context& context, ClockOrigin origin, SocketOptions options);

  // Binds to `local`, and from then on reads all that comes into the matcher.
  SocketResult Open(const Endpoint& local, const Endpoint& server);

  // One datagram to the server. kFailed: it could not be sent, and the matcher says so too.
  boost::asio::awaitable<SocketResult> Send(BytesView bytes, SteadyTime deadline);

  // Returns when something came, or at the deadline.
  boost::asio::awaitable<void> WaitForNews(SteadyTime deadline);

  // Takes what has arrived first.
  void Close();

  bool is_open() const { return socket_.is_open(); }
  // The last datagram that we sent met a closed port (ICMP says so).
  bool refused() const { return refused_; }
  // Datagrams that found no room in our own receive buffer: nobody else's fault.
  std::uint32_t dropped() const { return dropped_; }
  const UdpMatcher& matcher() const { return matcher_; }

  // Reads what has come. To be asked before it is said that something did not come: this process,
  // too, may have had no processor since.
  void CatchUp() { ReadAvailable(); }

 private:
  SocketResult SetOptions(const Endpoint& local);
  boost::asio::awaitable<void> ReadOn();
  void ReadAvailable();
  void ReadErrors();
  void News();

  boost::asio::io_context& context_;
  ClockOrigin origin_;
  SocketOptions options_;
  boost::asio::ip::udp::socket socket_;
  boost::asio::ip::udp::endpoint server_;
  boost::asio::steady_timer news_;  // cancelled when something came
  UdpMatcher matcher_;
  bool refused_ = false;
  std::uint32_t dropped_ = 0;
};

}  // namespace echocheck
