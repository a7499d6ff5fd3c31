// SPDX-License-Identifier: MIT
// Plays the steps of one TCP client, and writes down what happened.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include <boost/asio/awaitable.hpp>

#include "harness/client/client_socket.h"
#include "harness/client/play_context.h"
#include "harness/client/player.h"
#include "harness/client/step_deadline.h"

namespace echocheck {

// A server that takes no byte for so long has stopped reading: its turn would have come by then.
constexpr Milliseconds kTakesNoMore{250};

class ClientPlayer : public Player {
 public:
  // `context` must outlive the player.
  ClientPlayer(PlayContext& context, std::uint32_t script, std::uint32_t ordinal);

  ConnectionRecord Record() const override;

 private:
  const EchoMatcher& matcher() const { return socket_->matcher(); }
  boost::asio::awaitable<SocketResult> Do(const Step& step, std::uint32_t index) override;
  bool IsOpen() const override { return socket_->is_open(); }
  boost::asio::awaitable<SocketResult> Connect(const Step& step, std::uint32_t index);
  boost::asio::awaitable<SocketResult> Send(const SendStep& send, const Step& step,
                                            std::uint32_t index);
  boost::asio::awaitable<SocketResult> Write(const SendStep& send, BytesView bytes,
                                             StepDeadline& deadline);
  boost::asio::awaitable<SocketResult> ExpectEcho(const Step& step, std::uint32_t index);
  boost::asio::awaitable<SocketResult> ExpectEof(const Step& step);
  boost::asio::awaitable<SocketResult> ExpectReset(const Step& step);
  boost::asio::awaitable<SocketResult> ExpectQuiet(const ExpectStep& expect);
  boost::asio::awaitable<SocketResult> ExpectAcknowledged();
  boost::asio::awaitable<SocketResult> Expect(const ExpectStep& expect, const Step& step,
                                              std::uint32_t index);
  boost::asio::awaitable<bool> WaitForMore(StepDeadline& deadline);
  void NoteMore(StepDeadline& deadline);
  boost::asio::awaitable<void> CollectAfterDifference();
  boost::asio::awaitable<void> Probe(std::uint32_t index);
  SocketResult Shutdown();
  SocketResult End(ClientEnding ending) override;
  SocketResult LetGo(ClientEnding ending);
  void LeaveTurn() override;

  std::shared_ptr<ClientSocket> socket_;
  std::uint64_t seen_ = 0;  // bytes received when WaitForMore last looked
  bool has_turn_ = false;
  std::optional<StreamRecord> at_deadline_;  // what there was before a probe added to it
};

}  // namespace echocheck
