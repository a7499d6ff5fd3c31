// SPDX-License-Identifier: MIT
// The learner as a client: lines go to the server, what comes back is shown, until both sides have
// closed.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>

#include "harness/base/bytes.h"
#include "harness/base/endpoint.h"
#include "harness/report/session_lines.h"
#include "harness/watch/typed_lines.h"
#include "harness/watch/watch_event.h"

namespace echocheck {

class ClientSession {
 public:
  // Prints one piece of text, after all that the wire has shown so far.
  using Say = std::function<void(const std::string&)>;

  // Whether the server waits for something, and is neither at work nor waiting for the processor.
  using Asleep = std::function<bool()>;

  // All are borrowed. `io` is run by one thread.
  ClientSession(boost::asio::io_context& io, TypedLines& input, Say say, Asleep server_sleeps,
                const SessionLines& lines)
      : io_(io),
        input_(input),
        say_(std::move(say)),
        server_sleeps_(std::move(server_sleeps)),
        lines_(lines),
        socket_(io),
        progress_(io),
        over_(io),
        all_received_(io) {}

  // From `client_port`, or any port where that one is taken. False: not connected, which was said.
  boost::asio::awaitable<bool> Connect(const Endpoint& server, std::uint16_t client_port);

  // Returns when the connection is over, or is given up. Says nothing after Leave().
  boost::asio::awaitable<void> Converse();
  void Leave() { left_ = true; }

  // Both sides were seen to have closed, or one to have reset: it is over, whatever is typed.
  void EndedOnTheWire() { over_.Set(); }

  // Its two sides have ended, as its socket saw it.
  bool both_closed() const { return we_closed_ && server_closed_; }

  // The port that it is bound to; 0 before Connect().
  std::uint16_t port() const { return port_; }

  // What was sent and what came back, compared.
  std::string Verdict() const;

 private:
  boost::asio::awaitable<void> Receive();
  boost::asio::awaitable<void> Send();
  boost::asio::awaitable<bool> Write(BytesView bytes);
  boost::asio::awaitable<void> AwaitEcho();
  boost::asio::awaitable<void> AwaitClose();
  boost::asio::awaitable<bool> AwaitProgress(Nanoseconds limit);
  void GiveUp(const std::string& why);
  void TakeEnd(const boost::system::error_code& error);
  bool Floods() const;

  boost::asio::io_context& io_;
  TypedLines& input_;
  Say say_;
  Asleep server_sleeps_;
  const SessionLines& lines_;
  boost::asio::ip::tcp::socket socket_;
  boost::asio::steady_timer progress_;  // cancelled when bytes, room or the end come
  WatchEvent over_;
  WatchEvent all_received_;  // the end of what the server sends has come
  std::uint16_t port_ = 0;
  bool gave_up_ = false;
  bool left_ = false;
  bool we_closed_ = false;
  bool server_closed_ = false;
  bool answers_lines_ = true;  // until one was waited for in vain
  std::uint64_t sent_ = 0;
  std::uint64_t received_ = 0;
  StreamHash sent_hash_;
  StreamHash received_hash_;
};

}  // namespace echocheck
