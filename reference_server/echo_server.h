// SPDX-License-Identifier: MIT
// The listening socket, and a session for each connection that it accepts.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/system/error_code.hpp>

namespace echocheck {

// One thread: all of it runs inside io_context::run(), so there is nothing to lock. Sessions refer
// to the server; it must outlive the run.
class EchoServer {
 public:
  explicit EchoServer(boost::asio::io_context& io);

  // Binds and listens: from here on clients can connect.
  boost::system::error_code Listen(const boost::asio::ip::tcp::endpoint& endpoint);
  // Where it listens; with the port that the kernel chose if 0 was asked for.
  boost::asio::ip::tcp::endpoint LocalEndpoint() const;
  // Accepts for as long as the context runs.
  void Start();

 private:
  boost::asio::awaitable<void> AcceptForever();
  boost::asio::awaitable<void> Serve(boost::asio::ip::tcp::socket socket);
  boost::asio::awaitable<void> WaitForFreeDescriptor();

  boost::asio::ip::tcp::acceptor acceptor_;
  boost::asio::steady_timer accept_again_;  // cancelled, that is woken, when a session ends
};

}  // namespace echocheck
