// SPDX-License-Identifier: MIT
// A session as the functions inside of the layer take it.
#pragma once

#include "harness/judge/facts/connections.h"
#include "tests/unit/judge/session.h"

namespace echocheck {

// Borrows from `session`.
inline CheckInput InputOf(Session& session) {
  static const WireTotals kTotals;
  return {session.scenario(), session.evidence(), session.flows(), kTotals};
}

inline Connection ConnectionOf(Session& session, std::size_t index) {
  return ConnectionOf(InputOf(session), session.evidence().history.connections.at(index));
}

}  // namespace echocheck
