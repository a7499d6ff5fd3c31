// SPDX-License-Identifier: MIT
// The states of both ends of a connection (RFC 9293, section 3.3.2), told from the wire alone: each
// end's as it is once it took the segment at hand.
#pragma once

#include <array>
#include <cstddef>

#include "harness/model/flow.h"

namespace echocheck {

inline Side OtherSide(Side side) { return side == Side::kClient ? Side::kServer : Side::kClient; }

class TcpStates {
 public:
  TcpState Of(Side side) const { return states_.at(static_cast<std::size_t>(side)); }
  // Nothing but a repetition can follow.
  bool Closed() const { return IsClosed(Side::kClient) && IsClosed(Side::kServer); }

  // The handshake was before the capture.
  void AssumeEstablished();

  void SynSent(Side from, bool with_ack);
  void SynAcknowledged(Side whose);
  // It acknowledges a SYN+ACK that the capture lacks.
  void SynAckMissed(Side by);
  // `before_peers_fin`: it does not acknowledge the other side's FIN, which was on its way.
  void FinSent(Side from, bool before_peers_fin);
  void FinTaken(Side by);
  void FinAcknowledged(Side whose);
  void ResetSent();
  // Ends an old connection of the other side alone: who sent it goes on trying to connect.
  void HalfOpenResetSent(Side from);

 private:
  bool IsClosed(Side side) const {
    return Of(side) == TcpState::kClosed || Of(side) == TcpState::kTimeWait;
  }
  TcpState& At(Side side) { return states_.at(static_cast<std::size_t>(side)); }

  std::array<TcpState, 2> states_{TcpState::kClosed, TcpState::kListen};
};

}  // namespace echocheck
