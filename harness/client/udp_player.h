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

  ConnectionRecord Record() const override;

 private:
  const UdpMatcher& matcher() const { return socket_->matcher(); }
  boost::asio::awaitable<SocketResult> Do(const Step& step, std::uint32_t index) override;
  bool IsOpen() const override { return socket_->is_open(); }
  SocketResult Connect();
  boost::asio::awaitable<SocketResult> Send(const SendStep& send, const Step& step,
                                            std::uint32_t index);
  boost::asio::awaitable<SocketResult> Expect(const ExpectStep& expect, const Step& step);
  boost::asio::awaitable<SocketResult> ExpectEcho(const Step& step);
  boost::asio::awaitable<SocketResult> ExpectQuiet(const ExpectStep& expect);
  boost::asio::awaitable<void> CollectAfterDifference();
  SocketResult End(ClientEnding ending) override;

  std::shared_ptr<DatagramSocket> socket_;
};

}  // namespace echocheck
