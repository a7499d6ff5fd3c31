// SPDX-License-Identifier: MIT
// One scripted peer, of whichever transport.
#pragma once

#include <boost/asio/awaitable.hpp>

#include "harness/model/history.h"

namespace echocheck {

class Player {
 public:
  Player() = default;
  Player(const Player&) = delete;
  Player& operator=(const Player&) = delete;
  virtual ~Player() = default;

  // Plays until the script's end or its first step that fails; closes the socket in either case.
  virtual boost::asio::awaitable<void> Play() = 0;

  virtual ConnectionRecord Record() const = 0;
};

}  // namespace echocheck
