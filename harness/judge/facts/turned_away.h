// SPDX-License-Identifier: MIT
// Finds the clients that the server turned away while it served others: it refused them, or closed
// their connections without an echo.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "harness/judge/facts/connections.h"

namespace echocheck {

// What the server did with a client, in the order in which the clients connected.
struct Reception {
  const ConnectionRecord* record = nullptr;
  bool turned_away = false;
  std::size_t others = 0;  // clients that it served and that were connected at that moment
};

// Returns what became of every client that tried to connect. Empty: nobody was turned away while
// others were served, or the target ended, was told to end, or had too few descriptors for all.
// A client that was turned away counts only when the server served one with the same script, or
// when its connection was refused: otherwise it may be what the client sent that the server did not
// like.
std::vector<Reception> Receptions(const CheckInput& input);

// Returns N when the server served up to N clients at the same time and turned away those that came
// beyond. nullopt: the clients that it turned away do not show such a limit.
std::optional<std::size_t> LimitOfClients(const std::vector<Reception>& receptions);

// Returns N when it turned away each N-th client that came. nullopt: they show no such rule.
std::optional<std::size_t> EachNthClient(const std::vector<Reception>& receptions);

std::size_t CountTurnedAway(const std::vector<Reception>& receptions);

}  // namespace echocheck
