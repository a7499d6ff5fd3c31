// SPDX-License-Identifier: MIT
// Plays the steps of one UDP client, and writes down what happened.
#pragma once

#include <cstdint>
#include <memory>

#include <boost/asio/awaitable.hpp>

#include "harness/client/datagram_socket.h"
#include "harness/client/play_context.h"
#include "harness/client/player.h"

namespace echocheck {

// "connect" binds the client's port, a "send" is one datagram, "expect echo" is done when all that
// were sent have come back, in any order.
class UdpPlayer : public Player {
 public:
  // `context` must outlive the player.
  UdpPlayer(PlayContext& context, std::uint32_t script, std::uint32_t ordinal);

  boost::asio::awaitable<void> Play() override;
  ConnectionRecord Record() const override;

 private:
  const ClientScript& script() const { return context_.scenario.clients[record_.script]; }
  const UdpMatcher& matcher() const { return socket_->matcher(); }
  boost::asio::awaitable<SocketResult> Do(const Step& step, std::uint32_t index);
  SocketResult Connect();
  boost::asio::awaitable<SocketResult> Send(const SendStep& send, const Step& step,
                                            std::uint32_t index);
  boost::asio::awaitable<SocketResult> Expect(const ExpectStep& expect, const Step& step);
  boost::asio::awaitable<SocketResult> ExpectEcho(const Step& step);
  boost::asio::awaitable<SocketResult> ExpectQuiet(const ExpectStep& expect);
  boost::asio::awaitable<void> CollectAfterDifference();
  SocketResult End(ClientEnding ending);
  void AbandonFrom(std::size_t index);

  PlayContext& context_;
  std::shared_ptr<DatagramSocket> socket_;
  ConnectionRecord record_;
  bool target_asleep_ = false;  // when the last deadline ran out
};

}  // namespace echocheck
