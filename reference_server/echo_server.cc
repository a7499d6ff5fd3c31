// SPDX-License-Identifier: MIT
#include "reference_server/echo_server.h"

#include <chrono>
#include <utility>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include "reference_server/await_result.h"
#include "reference_server/echo_session.h"

namespace echocheck {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;

// Descriptors may also be freed by others than our sessions (the limit can be the machine's).
constexpr std::chrono::milliseconds kAcceptRetry{100};

}  // namespace

EchoServer::EchoServer(asio::io_context& io) : acceptor_(io), accept_again_(io) {}

boost::system::error_code EchoServer::Listen(const tcp::endpoint& endpoint) {
  boost::system::error_code error;
  acceptor_.open(endpoint.protocol(), error);
  if (error) return error;
  // Without this, connections of the last run that are in TIME_WAIT keep the port for a minute.
  acceptor_.set_option(tcp::acceptor::reuse_address(true), error);
  if (error) return error;
  acceptor_.bind(endpoint, error);
  if (error) return error;
  acceptor_.listen(asio::socket_base::max_listen_connections, error);
  return error;
}

tcp::endpoint EchoServer::LocalEndpoint() const {
  boost::system::error_code ignored;  // a socket that listens has an address
  return acceptor_.local_endpoint(ignored);
}

void EchoServer::Start() {
  asio::co_spawn(acceptor_.get_executor(), AcceptForever(), asio::detached);
}

asio::awaitable<void> EchoServer::AcceptForever() {
  for (;;) {
    auto [error, socket] = co_await acceptor_.async_accept(kAwaitResult);
    if (error) {
      // Out of descriptors, mostly. The waiting connection stays in the backlog, and accepting
      // again at once would fail again at once: a busy loop.
      co_await WaitForFreeDescriptor();
      continue;
    }
    asio::co_spawn(acceptor_.get_executor(), Serve(std::move(socket)), asio::detached);
  }
}

asio::awaitable<void> EchoServer::Serve(tcp::socket socket) {
  co_await EchoUntilClosed(std::move(socket));
  accept_again_.cancel();
}

asio::awaitable<void> EchoServer::WaitForFreeDescriptor() {
  accept_again_.expires_after(kAcceptRetry);
  co_await accept_again_.async_wait(kAwaitResult);
}

}  // namespace echocheck
