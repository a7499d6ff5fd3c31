// SPDX-License-Identifier: MIT
#include "reference_server/echo_datagrams.h"

#include <chrono>

#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include "reference_server/await_result.h"

namespace echocheck {
namespace {

namespace asio = boost::asio;
using asio::ip::udp;

// When the kernel has no memory for us, asking again at once would be a busy loop.
constexpr std::chrono::milliseconds kReceiveRetry{100};

}  // namespace

DatagramEcho::DatagramEcho(asio::io_context& io) : socket_(io), receive_again_(io) {}

boost::system::error_code DatagramEcho::Bind(const udp::endpoint& endpoint) {
  boost::system::error_code error;
  socket_.open(endpoint.protocol(), error);
  if (error) return error;
  // No SO_REUSEADDR: with it, two servers could have the same port, and share what comes at random.
  socket_.bind(endpoint, error);
  if (error) return error;
  // Datagrams that come faster than they are answered wait here, and are lost when it is full. The
  // kernel gives what it may.
  boost::system::error_code ignored;
  socket_.set_option(asio::socket_base::receive_buffer_size(4 << 20), ignored);
  return error;
}

void DatagramEcho::Start() {
  asio::co_spawn(socket_.get_executor(), AnswerForever(), asio::detached);
}

asio::awaitable<void> DatagramEcho::AnswerForever() {
  for (;;) {
    udp::endpoint sender;
    const auto [receive_error, size] =
        co_await socket_.async_receive_from(asio::buffer(buffer_), sender, kAwaitResult);
    if (receive_error) {
      receive_again_.expires_after(kReceiveRetry);
      co_await receive_again_.async_wait(kAwaitResult);
      continue;
    }
    // As it came, to whom it came from; an empty datagram is one like any other. When it cannot be
    // sent it is lost, as datagrams may be, and the next one is no concern of that.
    co_await socket_.async_send_to(asio::buffer(buffer_, size), sender, kAwaitResult);
  }
}

}  // namespace echocheck
