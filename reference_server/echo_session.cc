// SPDX-License-Identifier: MIT
#include "reference_server/echo_session.h"

#include <array>
#include <cstddef>

#include <boost/asio/buffer.hpp>
#include <boost/asio/write.hpp>

#include "reference_server/await_result.h"

namespace echocheck {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;

// Larger ones are no faster over loopback, and 10,000 connections make 160 MB of these.
constexpr std::size_t kBufferSize = 16384;

void SetOptions(tcp::socket& socket) {
  // Should one of them fail, then because the peer has gone, and the first read will say so.
  boost::system::error_code ignored;
  // Otherwise the second of two short answers waits until the first is acknowledged (Nagle), and
  // a peer may take 40 ms to do that.
  socket.set_option(tcp::no_delay(true), ignored);
  // Otherwise an urgent byte is taken out of the stream, and the echo has one byte less.
  socket.set_option(asio::socket_base::out_of_band_inline(true), ignored);
}

}  // namespace

asio::awaitable<void> EchoUntilClosed(tcp::socket socket) {
  SetOptions(socket);
  std::array<char, kBufferSize> buffer;
  for (;;) {
    // Whatever has come, up to a buffer full: neither lines nor messages exist in TCP.
    const auto [read_error, received] =
        co_await socket.async_read_some(asio::buffer(buffer), kAwaitResult);
    if (read_error) break;  // asio::error::eof is the peer's FIN, all others mean that it is gone
    // All of it, however many times write(2) takes only a part; no read until that is done.
    const auto [write_error, sent] =
        co_await asio::async_write(socket, asio::buffer(buffer, received), kAwaitResult);
    if (write_error) break;
  }
  // At the peer's FIN nothing is left unread and nothing unwritten, so closing sends our FIN; with
  // bytes unread the kernel would send RST instead.
  boost::system::error_code ignored;
  socket.close(ignored);
}

}  // namespace echocheck
