// SPDX-License-Identifier: MIT
#include "harness/watch/client_session.h"

#include <array>
#include <cerrno>

#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "harness/client/asio_address.h"
#include "harness/words/because.h"

namespace echocheck {

namespace asio = boost::asio;
using boost::system::error_code;
using Tcp = asio::ip::tcp;

namespace {

// Nobody sits before a piped input, so its waits have an end. A line is followed by the next one
// when it has come back, as a person would do it, or when it has not by then. A server that is
// awake by then may be working, or be short of processor time, and is given the time again.
constexpr Milliseconds kEchoPatience{1000};
// From an end that the wire has shown to the moment that the socket tells of it.
constexpr Milliseconds kSocketPatience{1000};
constexpr Milliseconds kClosePatience{5000};
constexpr int kMostPutOff = 12;
constexpr std::uint64_t kFlood = 1U << 20;  // bytes that nobody sent

}  // namespace

asio::awaitable<bool> ClientSession::Connect(const Endpoint& server, std::uint16_t client_port) {
  const Tcp::endpoint remote(ToAsio(server.address), server.port);
  error_code error;
  // On a host's loopback another program may have the port, or the last connection its rest of
  // TIME-WAIT; any other does as well.
  for (const std::uint16_t port : {client_port, std::uint16_t{0}}) {
    socket_.close(error);
    error.clear();
    socket_.open(remote.protocol(), error);
    if (!error) socket_.set_option(Tcp::socket::reuse_address(true), error);
    if (!error) socket_.bind({remote.protocol(), port}, error);
    if (error) continue;
    port_ = socket_.local_endpoint(error).port();
    co_await socket_.async_connect(remote, asio::redirect_error(asio::use_awaitable, error));
    if (!error) socket_.non_blocking(true, error);
    if (!error) co_return true;
    if (error != asio::error::address_in_use && error.value() != EADDRNOTAVAIL) break;
  }
  say_(lines_.NoteText("watch.connect_failed", Ink::kBad,
                       {{"address", ToString(server)}, {"reason", SaySystem(error.value())}}));
  co_return false;
}

asio::awaitable<void> ClientSession::Converse() {
  say_("");
  asio::co_spawn(io_, Receive(), asio::detached);
  asio::co_spawn(io_, Send(), asio::detached);
  co_await over_.Wait();
  if (!gave_up_) co_await all_received_.WaitFor(kSocketPatience);
}

void ClientSession::GiveUp(const std::string& why) {
  gave_up_ = true;
  say_(why);
  over_.Set();
}

asio::awaitable<void> ClientSession::Receive() {
  std::array<char, 65536> buffer{};
  while (true) {
    error_code error;
    const std::size_t count = co_await socket_.async_read_some(
        asio::buffer(buffer), asio::redirect_error(asio::use_awaitable, error));
    if (left_) co_return;
    if (error) co_return TakeEnd(error);
    const BytesView bytes(buffer.data(), count);
    received_ += count;
    received_hash_.Add(bytes);
    say_(lines_.CameBack(bytes));
    progress_.cancel();
    if (Floods()) co_return GiveUp(lines_.NoteText("watch.floods", Ink::kBad));
  }
}

bool ClientSession::Floods() const {
  return !input_.terminal() && received_ > sent_ && received_ - sent_ > kFlood;
}

void ClientSession::TakeEnd(const error_code& error) {
  server_closed_ = true;
  if (error != asio::error::eof) {
    if (error != asio::error::operation_aborted) {
      say_(lines_.NoteText("watch.connection_reset", Ink::kBad));
    }
    over_.Set();
  } else if (we_closed_) {
    say_(lines_.NoteText("watch.server_closed_too"));
    over_.Set();
  } else {
    say_(lines_.NoteText("watch.server_closed_first", Ink::kDoubt));
  }
  all_received_.Set();
  progress_.cancel();
}

asio::awaitable<void> ClientSession::Send() {
  while (true) {
    const auto line = co_await input_.Next();
    if (!line || over_.happened()) break;
    if (!input_.terminal()) say_(lines_.Typed(*line));
    const bool written = co_await Write(*line);
    if (!written) {
      say_(lines_.NoteText("watch.no_more_taken", Ink::kBad));
      co_return over_.Set();
    }
    sent_ += line->size();
    sent_hash_.Add(*line);
    say_("");
    if (!input_.terminal()) co_await AwaitEcho();
  }
  if (over_.happened()) co_return;
  we_closed_ = true;
  if (!server_closed_) say_(lines_.NoteText("watch.you_closed"));
  error_code ignored;
  socket_.shutdown(Tcp::socket::shutdown_send, ignored);
  if (server_closed_) co_return over_.Set();
  if (!input_.terminal()) co_await AwaitClose();
}

// False: the connection takes no more, or has taken nothing for too long.
asio::awaitable<bool> ClientSession::Write(BytesView bytes) {
  while (!bytes.empty()) {
    error_code error;
    bytes.remove_prefix(socket_.write_some(asio::buffer(bytes), error));
    if (!error) continue;
    if (error != asio::error::would_block) co_return false;
    if (input_.terminal()) {
      co_await socket_.async_wait(Tcp::socket::wait_write,
                                  asio::redirect_error(asio::use_awaitable, error));
      continue;
    }
    socket_.async_wait(Tcp::socket::wait_write, [this](const error_code&) { progress_.cancel(); });
    const bool moves = co_await AwaitProgress(kClosePatience);
    if (!moves) co_return false;
  }
  co_return true;
}

// True when something has come or there is room again, false when the limit was over first.
asio::awaitable<bool> ClientSession::AwaitProgress(Nanoseconds limit) {
  for (int times = 0; times < kMostPutOff; ++times) {
    progress_.expires_after(limit);
    error_code error;
    co_await progress_.async_wait(asio::redirect_error(asio::use_awaitable, error));
    if (error == asio::error::operation_aborted) co_return true;
    if (server_sleeps_()) co_return false;
  }
  co_return false;
}

asio::awaitable<void> ClientSession::AwaitEcho() {
  while (answers_lines_ && received_ < sent_ && !server_closed_ && !over_.happened()) {
    answers_lines_ = co_await AwaitProgress(kEchoPatience);
  }
}

asio::awaitable<void> ClientSession::AwaitClose() {
  bool comes = true;
  while (comes && !server_closed_ && !over_.happened()) {
    comes = co_await AwaitProgress(kClosePatience);
  }
  if (server_closed_ || over_.happened()) co_return;
  GiveUp(lines_.NoteText("watch.no_close", Ink::kBad, {{"time", FormatDuration(kClosePatience)}}));
}

std::string ClientSession::Verdict() const {
  return lines_.EchoVerdict(sent_, received_, sent_hash_.value() == received_hash_.value());
}

}  // namespace echocheck
