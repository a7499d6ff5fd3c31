// SPDX-License-Identifier: MIT
// Plays the steps of one client, of whichever transport, and writes down what happened.
#pragma once

#include <cstddef>
#include <cstdint>

#include <boost/asio/awaitable.hpp>

#include "harness/client/play_context.h"
#include "harness/client/socket_result.h"
#include "harness/model/history.h"

namespace echocheck {

class Player {
 public:
  Player(const Player&) = delete;
  Player& operator=(const Player&) = delete;
  virtual ~Player() = default;

  // Plays until the script's end or its first step that fails; closes the socket in either case.
  boost::asio::awaitable<void> Play();

  virtual ConnectionRecord Record() const = 0;

 protected:
  // `context` must outlive the player.
  Player(PlayContext& context, std::uint32_t script, std::uint32_t ordinal);

  virtual boost::asio::awaitable<SocketResult> Do(const Step& step, std::uint32_t index) = 0;
  virtual bool IsOpen() const = 0;
  virtual SocketResult End(ClientEnding ending) = 0;
  // Lets the next peer of the script come.
  virtual void LeaveTurn() {}

  // Tells the meetings of all steps from `index` on that this client does not come.
  void AbandonFrom(std::size_t index);
  const ClientScript& script() const { return context_.scenario.clients[record_.script]; }

  PlayContext& context_;
  ConnectionRecord record_;
  bool target_asleep_ = false;  // when the last deadline ran out

 private:
  std::size_t excused_from_ = 0;  // steps from here on: their meetings know that we do not come
};

}  // namespace echocheck
