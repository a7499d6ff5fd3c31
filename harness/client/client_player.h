// SPDX-License-Identifier: MIT
// Plays the steps of one client, and writes down what happened.
#pragma once

#include <cstdint>
#include <memory>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>

#include "harness/base/clock.h"
#include "harness/client/client_socket.h"
#include "harness/client/rendezvous.h"
#include "harness/model/history.h"
#include "harness/model/scenario.h"

namespace echocheck {

// What all clients of a scenario share.
struct PlayContext {
  boost::asio::io_context& io;
  const Scenario& scenario;
  Endpoint server;
  std::uint64_t seed = 0;
  double timeout_scale = 1.0;
  ClockOrigin origin;
  Rendezvous rendezvous;
};

class ClientPlayer {
 public:
  // `context` must outlive the player.
  ClientPlayer(PlayContext& context, std::uint32_t script, std::uint32_t ordinal);

  // Plays until the script's end or its first step that fails; closes the socket in either case.
  boost::asio::awaitable<void> Play();

  ConnectionRecord Record() const;

 private:
  const ClientScript& script() const { return context_.scenario.clients[record_.script]; }
  SteadyTime DeadlineOf(const Step& step) const;
  Milliseconds TimeoutOf(const Step& step) const;
  boost::asio::awaitable<SocketResult> Do(const Step& step, std::uint32_t index);
  boost::asio::awaitable<SocketResult> Connect(const Step& step);
  boost::asio::awaitable<SocketResult> Send(const SendStep& send, const Step& step,
                                            std::uint32_t index);
  boost::asio::awaitable<SocketResult> ExpectEcho(const Step& step);
  boost::asio::awaitable<SocketResult> ExpectEof(const Step& step);
  boost::asio::awaitable<SocketResult> ExpectReset(const Step& step);
  boost::asio::awaitable<SocketResult> ExpectQuiet(const ExpectStep& expect);
  boost::asio::awaitable<SocketResult> Expect(const ExpectStep& expect, const Step& step);
  boost::asio::awaitable<void> CollectAfterDifference();
  SocketResult Shutdown();
  void End(ClientEnding ending);
  void AbandonFrom(std::size_t index);

  PlayContext& context_;
  std::shared_ptr<ClientSocket> socket_;
  ConnectionRecord record_;
};

}  // namespace echocheck
