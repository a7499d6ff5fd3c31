// SPDX-License-Identifier: MIT
#include "harness/wire/tcp_states.h"

namespace echocheck {
namespace {

bool NotYetOpen(TcpState state) { return state == TcpState::kClosed || state == TcpState::kListen; }

bool MayFinish(TcpState state) {
  return state == TcpState::kEstablished || state == TcpState::kSynReceived;
}

}  // namespace

void TcpStates::AssumeEstablished() { states_.fill(TcpState::kEstablished); }

void TcpStates::SynSent(Side from, bool with_ack) {
  TcpState& sender = At(from);
  TcpState& receiver = At(OtherSide(from));
  if (with_ack) {
    if (NotYetOpen(sender))
      sender = TcpState::kSynReceived;  // the capture lacks the SYN it answers
    if (NotYetOpen(receiver) || receiver == TcpState::kSynSent) receiver = TcpState::kEstablished;
    return;
  }
  if (NotYetOpen(sender)) sender = TcpState::kSynSent;
  // From SYN-SENT: both ends opened at once (RFC 9293, section 3.5, figure 7).
  if (NotYetOpen(receiver) || receiver == TcpState::kSynSent) receiver = TcpState::kSynReceived;
}

void TcpStates::SynAcknowledged(Side whose) {
  if (At(whose) == TcpState::kSynReceived) At(whose) = TcpState::kEstablished;
}

void TcpStates::SynAckMissed(Side by) {
  if (At(by) != TcpState::kSynSent) return;
  At(by) = TcpState::kEstablished;
  SynAcknowledged(OtherSide(by));
}

void TcpStates::FinSent(Side from, bool before_peers_fin) {
  TcpState& sender = At(from);
  if (MayFinish(sender)) {
    sender = TcpState::kFinWait1;
  } else if (sender == TcpState::kCloseWait) {
    // The two FINs crossed: it was in FIN-WAIT-1 when the other's came, the wire saw that one
    // first.
    sender = before_peers_fin ? TcpState::kClosing : TcpState::kLastAck;
  }
}

void TcpStates::FinTaken(Side by) {
  TcpState& receiver = At(by);
  if (MayFinish(receiver)) {
    receiver = TcpState::kCloseWait;
  } else if (receiver == TcpState::kFinWait1) {
    receiver = TcpState::kClosing;
  } else if (receiver == TcpState::kFinWait2) {
    receiver = TcpState::kTimeWait;
  }
}

void TcpStates::FinAcknowledged(Side whose) {
  TcpState& state = At(whose);
  if (state == TcpState::kFinWait1) {
    state = TcpState::kFinWait2;
  } else if (state == TcpState::kClosing) {
    state = TcpState::kTimeWait;
  } else if (state == TcpState::kLastAck) {
    state = TcpState::kClosed;
  }
}

void TcpStates::ResetSent() { states_.fill(TcpState::kClosed); }

void TcpStates::HalfOpenResetSent(Side from) { At(OtherSide(from)) = TcpState::kListen; }

}  // namespace echocheck
