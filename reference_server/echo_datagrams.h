// SPDX-License-Identifier: MIT
// The UDP socket: the whole of RFC 862 over UDP is here.
#pragma once

#include <array>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/udp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/system/error_code.hpp>

namespace echocheck {

// Sends each datagram back to whoever it came from. One socket serves all clients: there is nothing
// to be remembered of any of them. Must outlive io_context::run().
class DatagramEcho {
 public:
  explicit DatagramEcho(boost::asio::io_context& io);

  // Takes the port: from here on datagrams are received.
  boost::system::error_code Bind(const boost::asio::ip::udp::endpoint& endpoint);
  // Answers for as long as the context runs.
  void Start();

 private:
  boost::asio::awaitable<void> AnswerForever();

  boost::asio::ip::udp::socket socket_;
  boost::asio::steady_timer receive_again_;
  // Larger than the largest datagram (65,507 bytes over IPv4, 65,527 over IPv6): of one that is
  // larger than the buffer, the kernel throws the rest away.
  std::array<char, 65536> buffer_;
};

}  // namespace echocheck
