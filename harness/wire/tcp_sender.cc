// SPDX-License-Identifier: MIT
#include "harness/wire/tcp_sender.h"

namespace echocheck {

bool TcpSender::TakeSyn(std::uint32_t isn) {
  if (syn_seen_ && isn == isn_) return false;
  const bool first = !syn_seen_;
  // A second number for the same connection: a SYN cookie that changed. With bytes sent it is a
  // stray, and the first number stays.
  if (!first && stream.bytes() > 0) return false;
  if (!started_ || isn != isn_) stream.Start(1);
  isn_ = isn;
  started_ = syn_seen_ = true;
  start_is_guess_ = false;
  return first;
}

void TcpSender::BeginAnew() {
  stream.Start(1);
  fin.reset();
  bytes_end = 1;
  acknowledged = 0;
  window_known = offers_scaling = acked_before = fin_taken = fin_acknowledged = false;
  window_shift = 0;
  started_ = syn_seen_ = start_is_guess_ = false;
}

void TcpSender::GuessStart(std::uint32_t next) {
  if (started_) return;
  isn_ = next - 1;
  started_ = start_is_guess_ = true;
}

void TcpSender::SettleStart(std::uint32_t seq) {
  if (!start_is_guess_) return;
  start_is_guess_ = false;
  const std::int64_t offset = Offset(seq);
  if (offset > stream.next()) stream.Start(offset);
}

}  // namespace echocheck
